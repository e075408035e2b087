import { recommendations } from './recommendations.mjs'

recommendations().then((found) => console.log(JSON.stringify(found)))
