// libFuzzer as a library: it comes with the compiler, without a header.
#pragma once
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*one_input)(const uint8_t *bytes, size_t count));

// The address sanitizer's own count of what is allocated.
size_t __sanitizer_get_current_allocated_bytes(void);
