/** Whether the tests run, too, that take minutes: those that install, build, kill or train again and again. */
export const isSlowToo = Boolean(process.env.HVAMP_SLOW_TESTS)

/** Ends the name of tests that are skipped for that. */
export const whetherSlowSkipped = isSlowToo ? '' : ' (skipped: slow, unless HVAMP_SLOW_TESTS is set)'
