// More arguments than there are registers: ten integers, ten doubles, and both mixed.
int sum_10_ints(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j) {
    return a + b + c + d + e + f + g + h + i + j;
}

double sum_10_doubles(double a, double b, double c, double d, double e, double f, double g, double h, double i,
                      double j) {
    return a + b + c + d + e + f + g + h + i + j;
}

// Every argument has its own weight, so that two in each other's place give another result.
double weigh_mixed(int a, double b, int c, double d, int e, double f, int g, double h, int i, double j, int k,
                   double l, int m, double n, int o, double p, int q, double r, int s, double t) {
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + 12 * l + 13 * m +
           14 * n + 15 * o + 16 * p + 17 * q + 18 * r + 19 * s + 20 * t;
}

long long weigh_widths(signed char a, short b, int c, long long d, unsigned char e, unsigned short f, unsigned g,
                       unsigned char h) {
    return a + 2 * b + 3LL * c + 4 * d + 5 * e + 6 * f + 7LL * g + 8 * h;
}
