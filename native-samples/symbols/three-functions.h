// What the samples that differ only in their tables export.
int first(int value) { return value + 1; }
int second(int value) { return value + 2; }
int third(int value) { return value + 3; }
