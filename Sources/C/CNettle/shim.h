// nettle's keyed HMAC contexts.
#pragma once
#include <nettle/hmac.h>
#include <nettle/memops.h>
