// C++ names as the compiler mangles them: overloads, namespaces, templates, methods, operators.
int area(int side) { return side * side; }
int area(int width, int height) { return width * height; }
double area(double radius) { return 3.0 * radius * radius; }

namespace shapes::flat {
struct Point {
    int x, y;
    Point(int x, int y);
    ~Point();
    int sum() const;
    static int dimensions();
    Point operator+(const Point &other) const;
    virtual int weight();
};
Point::Point(int x, int y) : x(x), y(y) {}
Point::~Point() {}
int Point::sum() const { return x + y; }
int Point::dimensions() { return 2; }
Point Point::operator+(const Point &other) const { return Point(x + other.x, y + other.y); }
int Point::weight() { return 1; }
int count = 3;
}  // namespace shapes::flat

template <typename T>
T larger(T a, T b) {
    return a > b ? a : b;
}
template int larger<int>(int, int);
template double larger<double>(double, double);

// A name that also exists without mangling: asking for `plain` finds only this one.
extern "C" int plain(int value) { return value; }
