const WORDS = ['date', 'datum', 'time', 'zeit', 'timestamp', 'ts', 'at']
/** Words in names of times. */
export const WORDS_OF_TIMES: ReadonlySet<string> = new Set([...WORDS, 'day', 'fecha'])
/** Words in names that say when something became of a row: `returned_at`, `storniert am`. */
export const WORDS_OF_MOMENTS: ReadonlySet<string> = new Set([...WORDS, 'on', 'am'])

/** Names of times, by their letters in lower case, in groups: of an order, its invoice and its record, the time of the order is that of the purchase. */
export const TIMES: readonly (readonly string[])[] = [
  [
    'timestamp',
    'unixreviewtime',
    'unixtime',
    'unixtimestamp',
    'epoch',
    'ts',
    'timestampms',
    'eventtimestamp',
  ],
  [
    ...['time', 'date', 'datetime', 'tdat', 'reviewtime', 'reviewdate', 'eventtime', 'eventdate'],
    ...['orderdate', 'ordertime', 'orderdatetime', 'ordertimestamp', 'dateordered', 'purchasedate'],
    ...['purchasetime', 'purchasetimestamp', 'orderpurchasetimestamp', 'transactiondate', 'ratingdate'],
    ...[
      'ratingtime',
      'dateadded',
      'dateadd',
      'datecreated',
      'creationdate',
      'createdat',
      'purchasedat',
      'orderedat',
    ],
    ...['ratedat', 'viewedat', 'visitedat', 'listenedat', 'playedat', 'addedat', 'insertedat', 'occurredat'],
    ...[
      'createdtime',
      'placedat',
      'orderedon',
      'purchasedon',
      'orderplaced',
      'orderplacedat',
      'ordercreated',
    ],
    ...['ordercreatedat', 'saledate', 'salesdate', 'saletime', 'dateofsale', 'soldat', 'soldon', 'datesold'],
    ...['dateoforder', 'dateofpurchase', 'datepurchased', 'datazakupu', 'datasprzedaży', 'myyntipäivä'],
    ...[
      'datum',
      'zeitpunkt',
      'zeitstempel',
      'bestelldatum',
      'bestellzeit',
      'bestellzeitpunkt',
      'bestelltam',
      'verkauftam',
    ],
    ...['auftragsdatum', 'kaufdatum', 'kaufzeitpunkt', 'gekauftam', 'verkaufsdatum', 'erstelldatum'],
    ...['erstelltam', 'transaktionsdatum', 'datecommande', 'datedecommande', 'datedelacommande', 'dateachat'],
    ...['datedachat', 'datevente', 'datedevente', 'datecréation', 'datedecréation', 'horodatage', 'fecha'],
    ...['fechapedido', 'fechadepedido', 'fechadelpedido', 'fechacompra', 'fechadecompra', 'fechadelacompra'],
    ...[
      'fechaventa',
      'fechadeventa',
      'fechacreación',
      'fechadecreación',
      'data',
      'dataordine',
      'datadiordine',
    ],
    ...['datadellordine', 'dataacquisto', 'datadiacquisto', 'datavendita', 'datadivendita', 'datacreazione'],
    ...['besteldatum', 'bestellingsdatum', 'aankoopdatum', 'aangemaaktop', 'datapedido', 'datadopedido'],
    ...[
      'datadacompra',
      'datacompra',
      'orderdatum',
      'ordredato',
      'dato',
      'datazamówienia',
      'datazłożenia',
      'datazłożeniazamówienia',
    ],
  ],
  [
    ...['invoicedate', 'receiptdate', 'rechnungsdatum', 'belegdatum', 'buchungsdatum', 'datefacture'],
    ...['datedefacture', 'datefacturation', 'fechafactura', 'fechadefactura', 'datafattura', 'datadifattura'],
    ...['factuurdatum', 'datafatura', 'fakturadatum', 'dateofinvoice', 'paidat', 'paidon', 'datepaid'],
    ...['paymentdate', 'zahlungsdatum', 'bezahltam'],
  ],
  ['created', 'createdon', 'createddate', 'completedat', 'completeddate'],
]

/** Ends the name of a time that also says its clock: `Created (UTC)`, by its letters in lower case. */
const CLOCK = /(?<=.)(?:utc|gmt)$/

/** The name of a time without that of its clock. */
export function withoutClock(plain: string): string {
  return plain.replace(CLOCK, '')
}
