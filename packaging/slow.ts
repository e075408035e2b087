/** Whether the tests run that install and build for minutes. */
// biome-ignore lint/suspicious/noUndeclaredEnvVars: no task of turbo's depends on it
export const isSlowToo = Boolean(process.env.HVAMP_SLOW_TESTS)

/** Ends the name of tests that are skipped for that. */
export const whetherSlowSkipped = isSlowToo ? '' : ' (skipped: slow, unless HVAMP_SLOW_TESTS is set)'
