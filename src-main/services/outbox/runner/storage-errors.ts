/** What a disk or a damaged row can do to the outbox. */

/** Did a write fail because the disk is full, or because the system could not write? */
export const isDiskFull = (error: unknown) =>
  /SQLITE_(FULL|IOERR)|ENOSPC|EDQUOT/.test(String((error as { code?: unknown }).code ?? ''))
