// Jansson: JSON values. Its reference-counting macros are inline functions that Swift imports. `malloc_usable_size` is
// for the allocator that it is given.
#pragma once
#include <jansson.h>
#include <malloc.h>
