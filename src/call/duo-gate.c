/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-gate.h"

GstElement *
duo_gate_new (void)
{
  GstElement *gate = gst_element_factory_make ("valve", NULL);

  g_object_set (gate, "drop-mode", 1 /* forward-sticky-events */, "drop", TRUE, NULL);
  return gate;
}

void
duo_gate_open (GstElement *gate)
{
  g_object_set (gate, "drop", FALSE, NULL);
}

void
duo_gate_shut (GstElement *gate)
{
  g_object_set (gate, "drop", TRUE, NULL);
}
