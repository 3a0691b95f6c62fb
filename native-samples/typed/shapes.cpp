// C++: a namespace with classes, virtual methods, overloads, references, operators and an object returned through memory.
#include <cmath>
#include <cstdint>
#include <cstring>
#include <new>

namespace geometry {

enum class Unit : std::uint8_t { Pixel = 1, Point = 2, Inch = 72 };

struct Vector {
    double x, y;
    double length() const;
    Vector scaled(double factor) const;
};

double Vector::length() const { return std::sqrt(x * x + y * y); }
Vector Vector::scaled(double factor) const { return {x * factor, y * factor}; }
Vector operator+(const Vector &a, const Vector &b) { return {a.x + b.x, a.y + b.y}; }
bool operator==(const Vector &a, const Vector &b) { return a.x == b.x && a.y == b.y; }

class Shape {
public:
    explicit Shape(Unit unit);
    virtual ~Shape();
    virtual double area() const = 0;
    virtual int corners() const;
    Unit unit() const;

protected:
    Unit unit_;
};

Shape::Shape(Unit unit) : unit_(unit) {}
Shape::~Shape() = default;
int Shape::corners() const { return 0; }
Unit Shape::unit() const { return unit_; }

class Circle : public Shape {
public:
    Circle(Vector centre, double radius);
    ~Circle() override;
    double area() const override;
    double radius() const;
    void move(double dx, double dy);
    void move(const Vector &by);
    void bounds(Vector &low, Vector &high) const;
    Vector centre() const;
    static int alive();
    static Circle *create(double radius);

private:
    Vector centre_;
    double radius_;
    static int alive_;
};

int Circle::alive_ = 0;

Circle::Circle(Vector centre, double radius) : Shape(Unit::Point), centre_(centre), radius_(radius) { alive_++; }
Circle::~Circle() { alive_--; }
double Circle::area() const { return 3 * radius_ * radius_; }
double Circle::radius() const { return radius_; }
void Circle::move(double dx, double dy) { move(Vector{dx, dy}); }
void Circle::move(const Vector &by) { centre_ = centre_ + by; }
void Circle::bounds(Vector &low, Vector &high) const {
    low = {centre_.x - radius_, centre_.y - radius_};
    high = {centre_.x + radius_, centre_.y + radius_};
}
Vector Circle::centre() const { return centre_; }
int Circle::alive() { return alive_; }
Circle *Circle::create(double radius) { return new Circle({0, 0}, radius); }

void destroy(Shape *shape) { delete shape; }
double area_of(const Shape &shape) { return shape.area(); }

/** Not trivial for the purposes of calls: it is passed and returned through its address. */
class Label {
public:
    explicit Label(const char *text);
    Label(const Label &other);
    ~Label();
    const char *text() const;
    Label repeated(int times) const;

private:
    char text_[32];
    int copies_;
};

Label::Label(const char *text) : copies_(0) {
    std::strncpy(text_, text, sizeof text_ - 1);
    text_[sizeof text_ - 1] = '\0';
}
Label::Label(const Label &other) : copies_(other.copies_ + 1) { std::memcpy(text_, other.text_, sizeof text_); }
Label::~Label() { text_[0] = '\0'; }
const char *Label::text() const { return text_; }
Label Label::repeated(int times) const {
    Label label("");
    for (int time = 0; time < times; time++) std::strncat(label.text_, text_, sizeof text_ - 1 - std::strlen(label.text_));
    return label;
}

Label make_label(const char *text) { return Label(text); }
int label_length(Label label) { return static_cast<int>(std::strlen(label.text())); }

int larger(int a, int b) { return a > b ? a : b; }
double larger(double a, double b) { return a > b ? a : b; }

template <typename T>
T clamp(T value, T low, T high) {
    return value < low ? low : value > high ? high : value;
}
template int clamp<int>(int, int, int);
template double clamp<double>(double, double, double);

int pixels(Unit unit, int count) { return static_cast<int>(unit) * count; }

}  // namespace geometry

extern "C" double vector_dot(geometry::Vector a, geometry::Vector b) { return a.x * b.x + a.y * b.y; }
