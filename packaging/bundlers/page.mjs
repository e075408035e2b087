import { recommendations } from './recommendations.mjs'

recommendations().then(
  (found) => {
    document.title = JSON.stringify(found)
  },
  (error) => {
    document.title = `failed: ${error.message}`
  },
)
