/** The outcomes that are failures, for `in (...)`: those of `isFailure()`. */
export const FAILED = "'failed', 'crashed', 'timed-out'";

/**
 * The number of failures in rows `m` of modules, counted as a scan does: failed
 * modules, and single plugins that failed.
 */
export const COUNT_FAILURES = `ifnull(sum((m.outcome in (${FAILED})) +
  (select count(*) from json_each(m.failures) where value ->> 'outcome' in (${FAILED}))), 0)`;
