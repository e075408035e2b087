/** The schema of PostgreSQL that has the tables of a queue, which are nobody's data. */
export const queueSchema = 'hvamp_queue'
