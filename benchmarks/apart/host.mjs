// Runs the module that is named by the argument with the options that come by message; answers with what it returns.
process.once('message', async (options) => {
  const { default: run } = await import(process.argv[2])
  const result = await run(options)
  const peakBytes = process.resourceUsage().maxRSS * 1024
  process.send({ result, peakBytes }, () => process.exit())
})
