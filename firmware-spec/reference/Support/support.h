/* What the C and assembly below Swift offer it: the processor's instructions, the heap's figures, the memory map. */
#ifndef KEYPORT_SUPPORT_H
#define KEYPORT_SUPPORT_H

#include <stddef.h>
#include <stdint.h>

/* Sleeps until an interrupt is pending. With interrupts masked it wakes as well, so nothing slips between the last look
   and the sleep. */
static inline void board_wait_for_interrupt(void) { __asm volatile("dsb\n wfi" ::: "memory"); }
static inline void board_mask_interrupts(void) { __asm volatile("cpsid i" ::: "memory"); }
static inline void board_unmask_interrupts(void) { __asm volatile("cpsie i\n isb" ::: "memory"); }

/* Ends the emulation with this exit status (Arm semihosting, SYS_EXIT_EXTENDED). A board has nobody to leave to:
   there, restart instead. */
_Noreturn void board_leave(int status);

/* Bytes of the image as flash holds it; of .data and .bss; of the heap now, and of heap and stack at their fullest. */
size_t board_image_bytes(void);
size_t board_static_bytes(void);
size_t board_heap_in_use(void);
size_t board_heap_peak(void);
size_t board_stack_peak(void);

/* Writes one byte to the person's line; the trap handler has nothing else left to speak with. */
void board_last_words(char character);

#endif
