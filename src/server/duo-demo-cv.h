/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "duo-demo-people.h"

G_BEGIN_DECLS

/* (transfer full): one page of PDF that says of somebody made up what the demo says */
GBytes *duo_demo_cv_new (const DuoDemoTalent *talent);

G_END_DECLS
