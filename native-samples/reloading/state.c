// Variables that a reload resets, hooks that keep a heap pointer over it, and one that crashes.
#include <stdlib.h>

#ifndef VERSION
#define VERSION 1
#endif

struct position {
    int x;
    int y;
};

int score = 10;
static int lives = 3;
struct position place = {1, 2};
const char *title = "first";
static _Thread_local int own;
const int constant = 42;

static int *session;

int version(void) { return VERSION; }

/* static variables of a function */
int count(void) {
    static int calls;
    return ++calls;
}

int gain(int points) {
    score += points;
    lives -= 1;
    own += points;
    place.x += points;
    return score * constant;
}

/* a value on the heap outlives the image that allocated it */
int remember(int value) {
    if (session == NULL) session = malloc(sizeof *session);
    *session = value;
    return *session;
}

int recall(void) { return session == NULL ? -1 : *session; }

void save(void **state) { *state = session; }
void restore(void **state) { session = *state; }
void crash(void **state) { **(volatile int **)state = *(volatile int *)1; }
