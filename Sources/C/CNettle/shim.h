// nettle's keyed HMAC contexts and AES.
#pragma once
#include <nettle/aes.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>
