/* The part of C's library that the cryptographic libraries use and heap.c has. */
#include <stddef.h>
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void free(void *memory);
int posix_memalign(void **memory, size_t alignment, size_t size);
