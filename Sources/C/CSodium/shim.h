// libsodium: AEAD, random numbers.
#pragma once
#include <sodium.h>
