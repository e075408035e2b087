import { readInteractions } from '@hvamp/data'
import { expect, it } from 'vitest'
import { deciding } from './deciding'

const reading = (text: string) => deciding(() => readInteractions(new Blob([text]), { name: 'orders.csv' }))

it('names the flags that settle a doubt, with columns that are likely', async () => {
  await expect(reading('E-Mail;Référence\nC1;A1\n')).rejects.toThrow(
    "got columns 'E-Mail', 'Référence': choose with --user-column E-Mail, --item-column 'Référence'",
  )
  await expect(reading('kunde;wert: heute\nC1;A1\n')).rejects.toThrow(
    "'wert: heute': choose with --user-column and --item-column (names, or numbers from 0), --header, --no-header",
  )
})

it('ends with what to do to the file where no flag may be right', async () => {
  const text = 'user,item,date\n1,a,21/01/01\n'
  const read = () => readInteractions(new Blob([text]), { timestamps: true })
  await expect(deciding(read)).rejects.toThrow(
    "got '21/01/01': choose with --date-order dmy or mdy, or write years in full if they stand first, such as 2021-01-24",
  )
})

it('names a mark between fields as a shell has it', async () => {
  await expect(reading('user^item\na^b\nc^d\n')).rejects.toThrow("choose with --delimiter '^'")
  await expect(reading('user\u0001item\na\u0001b\nc\u0001d\n')).rejects.toThrow(
    "choose with --delimiter $'\\x01'",
  )
})
