/* regie-cloud-text.h: a word cloud in words, for those who do not see it and for what it has no room for
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-cloud.h"
#include "regie-record.h"

G_BEGIN_DECLS

/**
 * regie_cloud_text_leading:
 * @entries: (element-type RegieEntry) (nullable): a poll's words
 *
 * Returns: (transfer full) (nullable): the words most people sent, with their counts; %NULL when
 * there are none
 */
char *regie_cloud_text_leading (GPtrArray *entries);

/**
 * regie_cloud_text_rest:
 * @cloud: a cloud that is laid out
 *
 * Returns: (transfer full) (nullable): how many words had no room and which, with their counts;
 * %NULL when all have
 */
char *regie_cloud_text_rest (RegieCloud *cloud);

G_END_DECLS
