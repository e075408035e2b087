import { z } from 'zod'

/** Points in time at which data were divided, in the unit of their times. */
export const timePointsRecord = z.strictObject({ validationFrom: z.number(), testFrom: z.number() })
