/* A first-fit heap that joins neighbours again and wipes what is given back: keys and codes pass through it, and not
   every library wipes its own. */
#include "support.h"
#include <stdlib.h>
#include <string.h>

extern unsigned char _heap_start[], _heap_end[];
extern void board_out_of_memory(void);

/* Before each block, and as large as its alignment. */
typedef struct {
  uint32_t size; /* of the block with this header */
  uint32_t used;
} header;

enum { granule = 16 };

static size_t in_use, peak;
static unsigned char *limit; /* where the blocks end; 0 before the first */

static header *first(void) {
  /* So that what follows a header lies on a granule. */
  return (header *)(((uintptr_t)_heap_start + sizeof(header) + granule - 1) / granule * granule - sizeof(header));
}

static header *next(header *block) { return (header *)((unsigned char *)block + block->size); }

static void begin(void) {
  header *block = first();
  uint32_t room = (uint32_t)((uintptr_t)_heap_end - (uintptr_t)block) / granule * granule;
  block->size = room;
  block->used = 0;
  limit = (unsigned char *)block + room;
}

void *malloc(size_t size) {
  if (limit == 0) begin();
  if (size > (size_t)(_heap_end - _heap_start)) board_out_of_memory();
  uint32_t wanted = (uint32_t)(size + sizeof(header) + granule - 1) / granule * granule;
  for (header *block = first(); (unsigned char *)block < limit; block = next(block)) {
    if (block->used) continue;
    while ((unsigned char *)next(block) < limit && !next(block)->used) block->size += next(block)->size;
    if (block->size < wanted) continue;
    if (block->size > wanted) {
      uint32_t rest = block->size - wanted;
      block->size = wanted;
      next(block)->size = rest;
      next(block)->used = 0;
    }
    block->used = 1;
    in_use += wanted;
    if (in_use > peak) peak = in_use;
    return block + 1;
  }
  board_out_of_memory();
  return 0;
}

void free(void *memory) {
  if (memory == 0) return;
  header *block = (header *)memory - 1;
  memset(memory, 0, block->size - sizeof(header));
  /* So that the wiping is seen as an effect. */
  __asm volatile("" ::"r"(memory) : "memory");
  block->used = 0;
  in_use -= block->size;
}

void *calloc(size_t count, size_t size) {
  if (size != 0 && count > SIZE_MAX / size) board_out_of_memory();
  void *memory = malloc(count * size);
  memset(memory, 0, count * size);
  return memory;
}

/* What Swift allocates with. */
int posix_memalign(void **memory, size_t alignment, size_t size) {
  if (alignment > granule) board_out_of_memory();
  *memory = malloc(size);
  return 0;
}

size_t board_heap_in_use(void) { return in_use; }
size_t board_heap_peak(void) { return peak; }
