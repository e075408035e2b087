/** The file of a folder that `hvamp prepare` wrote that says what it was made of. */
export const preparedManifest = 'prepared.json'
