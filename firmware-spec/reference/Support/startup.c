/* From reset to main, and from a fault to an end that a test can see. */
#include "support.h"

extern uint32_t _data_start[], _data_end[], _data_image[], _bss_start[], _bss_end[], _stack_bottom[], _stack_top[];

extern void board_main(void);
extern void board_uart0_received(void);
extern void board_uart1_received(void);
extern void board_clock_wrapped(void);
extern void board_deadline_came(void);

static const uint32_t stack_paint = 0xA5A5A5A5;

static void say(const char *text) {
  while (*text) board_last_words(*text++);
}

static void say_hex(uint32_t value) {
  for (int shift = 28; shift >= 0; shift -= 4) board_last_words("0123456789abcdef"[value >> shift & 0xF]);
}

_Noreturn void board_leave(int status) {
  /* ADP_Stopped_ApplicationExit, with the status beside it. */
  uint32_t block[2] = {0x20026, (uint32_t)status};
  register uint32_t operation __asm("r0") = 0x20;
  register uint32_t *argument __asm("r1") = block;
  __asm volatile("bkpt 0xAB" : "+r"(operation) : "r"(argument) : "memory");
  for (;;) board_wait_for_interrupt();
}

/* A Swift precondition that failed is an undefined instruction, and comes here like every other fault. */
__attribute__((used)) static _Noreturn void board_fault(const uint32_t *frame) {
  say("\ntrap pc=");
  /* A fault of the stack itself leaves no frame that can be read. */
  say_hex(frame >= _stack_bottom && frame + 8 <= _stack_top ? frame[6] : 0);
  say(" lr=");
  say_hex(frame >= _stack_bottom && frame + 8 <= _stack_top ? frame[5] : 0);
  say(" cfsr=");
  say_hex(*(volatile uint32_t *)0xE000ED28);
  say("\n");
  board_leave(70);
}

__attribute__((naked)) static void fault_handler(void) {
  /* The handler gets a fresh stack: the old one may be what failed. */
  __asm volatile("mov r0, sp\n ldr r1, =_stack_top\n mov sp, r1\n b board_fault");
}

void board_unexpected(void) {
  say("\ntrap: interrupt without a handler\n");
  board_leave(71);
}

void board_out_of_memory(void) {
  say("\ntrap: out of memory\n");
  board_leave(72);
}

__attribute__((used)) void Reset_Handler(void) {
  uint32_t *image = _data_image;
  for (uint32_t *word = _data_start; word < _data_end; word++) *word = *image++;
  for (uint32_t *word = _bss_start; word < _bss_end; word++) *word = 0;
  /* Painted up to where this function's own frame may begin. */
  for (volatile uint32_t *word = _stack_bottom; word < _stack_top - 32; word++) *word = stack_paint;
  board_main();
  board_leave(0);
}

size_t board_image_bytes(void) { return (uintptr_t)_data_image + (uintptr_t)_data_end - (uintptr_t)_data_start; }

size_t board_static_bytes(void) {
  return (size_t)((char *)_data_end - (char *)_data_start) + (size_t)((char *)_bss_end - (char *)_bss_start);
}

size_t board_stack_peak(void) {
  const uint32_t *word = _stack_bottom;
  while (word < _stack_top && *word == stack_paint) word++;
  return (size_t)((const char *)_stack_top - (const char *)word);
}

__attribute__((section(".vectors"), used)) static const void *const vectors[16 + 32] = {
    _stack_top, (void *)Reset_Handler,
    [2] = (void *)fault_handler, (void *)fault_handler, (void *)fault_handler, (void *)fault_handler,
    (void *)fault_handler,
    [11] = (void *)board_unexpected, (void *)board_unexpected, [14] = (void *)board_unexpected,
    (void *)board_unexpected,
    /* CMSDK interrupts: UART0 and UART1 received, timers 0 and 1. */
    [16 + 0] = (void *)board_uart0_received, [16 + 1] = (void *)board_unexpected,
    [16 + 2] = (void *)board_uart1_received, [16 + 3] = (void *)board_unexpected,
    [16 + 8] = (void *)board_clock_wrapped, [16 + 9] = (void *)board_deadline_came,
};
