// The number that tells one build of a sample from another: compile with -DVERSION=2 for the next build.
#ifndef VERSION
#define VERSION 1
#endif

#ifdef __cplusplus
extern "C"
#endif
int version(void) { return VERSION; }
