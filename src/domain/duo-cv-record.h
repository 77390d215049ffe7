/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DUO_MAX_CV (5 * 1024 * 1024) /* bytes of a CV (DESIGN §3) */
#define DUO_MAX_CV_NAME 100          /* characters of its file's name */

/* What is wrong with bytes that are to be a CV. */
typedef enum
{
  DUO_CV_FINE,
  DUO_CV_TOO_LARGE, /* more than DUO_MAX_CV */
  DUO_CV_NOT_PDF,   /* does not begin as a PDF does (ISO 32000-1 §7.5.2), or is empty */
} DuoCvFault;

/* @data: the file, or its beginning where @length says more than is there: at least five bytes of it */
DuoCvFault duo_cv_judge (gconstpointer data, gsize length);

/**
 * duo_cv_dup_name:
 * @name: (nullable): how the file was called, with its folders or without; maybe not UTF-8
 *
 * A name that can be shown to others and given to a file of theirs: without folders, without what no file system or no
 * eye takes (duo_free_text_dup_clean()), not hidden, ".pdf" at its end, at most DUO_MAX_CV_NAME characters, and short
 * enough for file systems, which count 255 bytes (NAME_MAX).
 *
 * Returns: (transfer full): "CV.pdf" where nothing is left
 */
char *duo_cv_dup_name (const char *name);

/**
 * DuoCvRecord:
 * @name: the file's, from duo_cv_dup_name()
 * @size: in bytes
 * @uploaded: unix time
 *
 * What there is to know of a talent's CV beside the CV: one of an account. Owns its strings.
 */
typedef struct
{
  char *name;
  guint64 size;
  gint64 uploaded;
} DuoCvRecord;

DuoCvRecord *duo_cv_record_new (const char *name, guint64 size, gint64 uploaded);
DuoCvRecord *duo_cv_record_copy (const DuoCvRecord *self); /* (nullable) */
void duo_cv_record_free (DuoCvRecord *self);               /* (nullable) */
/* Both nullable. */
gboolean duo_cv_record_equal (const DuoCvRecord *self, const DuoCvRecord *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DuoCvRecord, duo_cv_record_free)

G_END_DECLS
