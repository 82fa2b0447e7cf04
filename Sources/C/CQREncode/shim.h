// libqrencode: QR symbol matrices.
#pragma once
#include <qrencode.h>
