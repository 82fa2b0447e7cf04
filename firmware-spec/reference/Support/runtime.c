/* The few functions that compilers call by themselves. Compiled with -fno-builtin, or they would call themselves. */
#include "support.h"
#include <string.h>

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
  unsigned char *target = to;
  const unsigned char *source = from;
  while (count--) *target++ = *source++;
  return to;
}

void *memmove(void *to, const void *from, size_t count) {
  unsigned char *target = to;
  const unsigned char *source = from;
  if (target <= source) return memcpy(to, from, count);
  while (count--) target[count] = source[count];
  return to;
}

void *memset(void *to, int value, size_t count) {
  unsigned char *target = to;
  while (count--) *target++ = (unsigned char)value;
  return to;
}

int memcmp(const void *left, const void *right, size_t count) {
  const unsigned char *one = left, *other = right;
  for (; count--; one++, other++)
    if (*one != *other) return *one - *other;
  return 0;
}

/* The names that the Arm ABI (RTABI32 §4.3.4) gives them. */
void __aeabi_memcpy(void *to, const void *from, size_t count) { memcpy(to, from, count); }
void __aeabi_memcpy4(void *to, const void *from, size_t count) { memcpy(to, from, count); }
void __aeabi_memcpy8(void *to, const void *from, size_t count) { memcpy(to, from, count); }
void __aeabi_memmove(void *to, const void *from, size_t count) { memmove(to, from, count); }
void __aeabi_memmove4(void *to, const void *from, size_t count) { memmove(to, from, count); }
void __aeabi_memmove8(void *to, const void *from, size_t count) { memmove(to, from, count); }
void __aeabi_memset(void *to, size_t count, int value) { memset(to, value, count); }
void __aeabi_memset4(void *to, size_t count, int value) { memset(to, value, count); }
void __aeabi_memset8(void *to, size_t count, int value) { memset(to, value, count); }
void __aeabi_memclr(void *to, size_t count) { memset(to, 0, count); }
void __aeabi_memclr4(void *to, size_t count) { memset(to, 0, count); }
void __aeabi_memclr8(void *to, size_t count) { memset(to, 0, count); }

/* 64-bit shifts (RTABI32 §4.3.1), by halves, so that the compiler does not call them here. */
typedef union {
  uint64_t whole;
  struct {
    uint32_t low, high;
  } half;
} halves;

uint64_t __aeabi_llsl(uint64_t value, int count) {
  halves from = {.whole = value}, to;
  if (count == 0) return value;
  to.half.low = count < 32 ? from.half.low << count : 0;
  to.half.high = count < 32 ? from.half.high << count | from.half.low >> (32 - count) : from.half.low << (count - 32);
  return to.whole;
}

uint64_t __aeabi_llsr(uint64_t value, int count) {
  halves from = {.whole = value}, to;
  if (count == 0) return value;
  to.half.high = count < 32 ? from.half.high >> count : 0;
  to.half.low = count < 32 ? from.half.low >> count | from.half.high << (32 - count) : from.half.high >> (count - 32);
  return to.whole;
}

int64_t __aeabi_lasr(int64_t value, int count) {
  uint64_t sign = value < 0 && count > 0 ? ~__aeabi_llsr(UINT64_MAX, count) : 0;
  return (int64_t)(__aeabi_llsr((uint64_t)value, count) | sign);
}

/* 64-bit division, which the Cortex-M4 has no instruction for (RTABI32 §4.3.1): long division, bit by bit. */
uint64_t board_divide(uint64_t dividend, uint64_t divisor, uint64_t *remainder) {
  uint64_t quotient = 0, rest = 0;
  if (divisor == 0) __builtin_trap();
  for (int bit = 63; bit >= 0; bit--) {
    uint64_t carry = rest >> 63;
    rest = rest << 1 | (dividend >> bit & 1);
    if (carry || rest >= divisor) {
      rest -= divisor;
      quotient |= (uint64_t)1 << bit;
    }
  }
  *remainder = rest;
  return quotient;
}

/* Quotient in r0:r1, remainder in r2:r3. */
__attribute__((naked)) void __aeabi_uldivmod(void) {
  __asm volatile(
      "push {r4, lr}\n"
      "sub sp, sp, #16\n"
      "add r4, sp, #8\n"
      "str r4, [sp]\n"
      "bl board_divide\n"
      "ldrd r2, r3, [sp, #8]\n"
      "add sp, sp, #16\n"
      "pop {r4, pc}\n");
}
