import { lines, numberedRows, type PublishedFiles, tabs } from './published-files.fixture'

/** Files in the manner of orders of shops, from their systems and from spreadsheets. */
export const shops: PublishedFiles = {
  readable: [
    [
      'Amazon, with a tax number beside the address',
      tabs('order-id buyer-email buyer-identification-number sku', 'o1 a@x.org DE1 S1', 'o1 b@x.org DE2 S2'),
      ['a@x.org S1', 'b@x.org S2'],
      { columns: { user: 'buyer-email', item: 'sku' } },
    ],
    [
      'Etsy, by the id of the buyer',
      lines('Item Name,Buyer,Order ID,SKU,Buyer User ID', 'Cup,Ann,1,S1,ann7', 'Cup,Ann,2,S1,ann8'),
      ['ann7 S1', 'ann8 S1'],
      { columns: { user: 'Buyer User ID', item: 'SKU' } },
    ],
    [
      'Gumroad, where what was refunded names no item',
      lines('Item Name,Buyer Email,Refunded?,Fully Refunded?', 'Book,a@x.org,0,0', 'Book,b@x.org,1,0'),
      ['a@x.org Book', 'b@x.org Book'],
      { columns: { user: 'Buyer Email', item: 'Item Name' } },
    ],
    [
      'Shopware 5, details of orders',
      lines('ordernumber;customernumber;articleordernumber;quantity', '20001;7;SW1;1', '20002;8;SW1;2'),
      ['7 SW1', '8 SW1'],
      { columns: { user: 'customernumber', item: 'articleordernumber' } },
    ],
    [
      'households of Dunnhumby',
      lines(
        'household_key,BASKET_ID,DAY,PRODUCT_ID,QUANTITY,STORE_ID',
        '2375,26984,1,1004906,1,364',
        '2376,26985,1,1033142,1,364',
        '2377,26986,1,1036325,1,364',
      ),
      ['2375 1004906', '2376 1033142', '2377 1036325'],
      { columns: { user: 'household_key', item: 'PRODUCT_ID' } },
    ],
    [
      'RetailRocket events',
      lines(
        'timestamp,visitorid,event,itemid,transactionid',
        '1433221332117,257597,view,355908,',
        '1433224214164,992329,addtocart,248676,',
      ),
      ['257597 355908', '992329 248676'],
      { values: 'none', unread: ['timestamp', 'event', 'transactionid'] },
    ],
    [
      'Instacart, orders joined with products',
      lines(
        'order_id,user_id,product_id,add_to_cart_order,reordered',
        '2539329,1,196,1,0',
        '2539329,1,14084,2,0',
      ),
      ['1 196', '1 14084'],
      { values: 'none' },
    ],
    [
      'H&M transactions',
      lines('t_dat,customer_id,article_id,price,sales_channel_id', '2018-09-20,000058a1,0663713001,0.0508,2'),
      ['000058a1 0663713001 1537401600'],
      { columns: { user: 'customer_id', item: 'article_id', timestamp: 't_dat' } },
      { timestamps: true },
    ],
    [
      'UCI Online Retail, without guests',
      lines(
        'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
        '536365,85123A,"LANTERN, WHITE",6,12/1/2010 8:26,2.55,17850,UK',
        '536414,22139,,56,12/1/2010 11:52,0,,UK',
      ),
      ['17850 85123A'],
      { values: 'none', skipped: [{ reason: 'no user', rows: 1, first: 3 }] },
      { missing: 'skip' },
    ],
    [
      'Excel in Europe: semicolons, a byte order mark, CRLF',
      '\ufeffKunde;customer_id;sku;stars\r\n"Müller; Ann";7;A-1;4\r\nÖz;8;A-2;5\r\n',
      ['7 A-1 4', '8 A-2 5'],
      { delimiter: ';', unread: ['Kunde'] },
    ],
    ['Excel with its separator named', lines('sep=|', 'user|item', 'a;b|c'), ['a;b c'], { delimiter: '|' }],
    [
      'a shop with names beside ids',
      lines('user_name,user_id,movie,movieId', 'Ann,1,Up,7', 'Ann,2,Up,8'),
      ['1 7', '2 8'],
      { columns: { user: 'user_id', item: 'movieId' }, unread: ['user_name', 'movie'] },
    ],
    [
      'Excel in Europe: decimal commas and thousands',
      lines('user;item;rating', '1;a;4,5', '2;a;3', '2;b;1.234,5'),
      ['1 a 4.5', '2 a 3', '2 b 1234.5'],
      { delimiter: ';', decimal: 'comma', options: { decimal: 'comma' } },
    ],
    [
      'Google Sheets in Europe: decimal commas in quotes',
      lines('user,item,rating', '1,a,"4,5"', '2,a,"3"', '2,b,3'),
      ['1 a 4.5', '2 a 3', '2 b 3'],
      { delimiter: ',', decimal: 'comma' },
    ],
    [
      'thousands with points, told so',
      lines('user;item;plays', '1;a;1.234', '2;a;17', '2;b;1.000.000'),
      ['1 a 1234', '2 a 17', '2 b 1000000'],
      { values: 'counts', decimal: 'comma' },
      { decimal: 'comma' },
    ],
    [
      'thousands with commas, told so',
      lines('user,item,plays', '1,a,"1,234"', '2,a,17'),
      ['1 a 1234', '2 a 17'],
      { decimal: 'point' },
      { decimal: 'point' },
    ],
    [
      'a semicolon between, a point before decimals',
      lines('user;item;rating', '1;a;4.5', '2;a;4.125'),
      ['1 a 4.5', '2 a 4.125'],
      { delimiter: ';' },
    ],
    [
      'Excel of a Mac: lines that end with a carriage return',
      'user,item\r1,2\r3,4\r',
      ['1 2', '3 4'],
      { header: true },
    ],
    ['carriage returns twice', 'user,item,rating\r\r\n1,2,3\r\r\n3,4,5\r\r\n', ['1 2 3', '3 4 5'], {}],
    [
      'a report with a title above its header',
      lines('"Orders, November 2026"', '', 'customer_id,sku,qty', '1,a,2', '2,b,1'),
      ['1 a', '2 b'],
      { header: true, skipped: [{ reason: 'above', rows: 2, first: 1 }], options: { skipLines: 2 } },
      { skipLines: 2 },
    ],
    [
      'sums among numbered products, left out',
      lines('user,item,rating', 'ann,17,5', 'ann,Total,5', 'bob,17,3', 'TOTAL,,8'),
      ['ann 17 5', 'bob 17 3'],
      {
        skipped: [
          { reason: 'no entry', rows: 1, first: 3 },
          { reason: 'no item', rows: 1, first: 5 },
        ],
      },
      { missing: 'skip' },
    ],
    [
      'SAP, with the minus behind, and brackets of bookkeepers',
      lines('Kunde;Artikel;Menge', 'K1;A1;2', 'K1;A1;2-', 'K2;A1;(1.000)', 'K2;A2;1.234,50-'),
      ['K1 A1 -2', 'K2 A1 -1000', 'K2 A2 -1234.5'],
      { columns: { rating: 'Menge' }, decimal: 'comma' },
      { columns: { user: 'Kunde', item: 'Artikel', rating: 'Menge' }, decimal: 'comma' },
    ],
    [
      'a report of Google Analytics',
      lines(
        '# ------',
        '# Purchases',
        '# 20261101-20261127',
        '# ------',
        '',
        'User ID,Item ID,Views',
        'u1,i1,5',
      ),
      ['u1 i1'],
      { skipped: [{ reason: 'comment', rows: 4, first: 1 }], unread: ['Views'] },
    ],
    [
      'a pivot table, its sums left out by choice',
      lines('user,item,rating', '1,a,5', '1,Subtotal,5', '2,b,3', 'Grand Total,,8'),
      ['1 a 5', '2 b 3'],
      {
        skipped: [
          { reason: 'no item', rows: 1, first: 3 },
          { reason: 'no user', rows: 1, first: 5 },
        ],
      },
      { missing: 'skip' },
    ],
    [
      'people who are called as a sum is, among people with names',
      lines('user,item', 'ann,a', 'Total,b', 'bob,c', 'Total,d', 'cid,a'),
      ['ann a', 'Total b', 'bob c', 'Total d', 'cid a'],
      {},
    ],
    [
      'numbered customers, one of whom has a name and comes between',
      lines('user_id,item_id', ...numberedRows, 'ann,mug', '80,180'),
      [...numberedRows, 'ann,mug', '80,180'].map((row) => row.replace(',', ' ')),
      { values: 'none' },
    ],
  ],
  refused: [
    [
      'BigCommerce, with the products of an order in one cell',
      lines(
        'Customer ID,Product Details',
        ...Array.from(
          { length: 9 },
          (_, row) => `${row},"Product ID: ${row}, Product Qty: 2|Product ID: ${row + 1}, Product Qty: 1"`,
        ),
      ),
      "file: expected the id of an item, got several fields in one cell, such as 'Product ID: 0, Product Qty: 2|Product ID: 1, Product Qty: 1'",
      { columns: { item: 'Product Details' } },
    ],
    [
      'OpenCart, whose models are asked about',
      lines('order_id,customer_id,model', '1,7,M1'),
      "choose with columns.item ('model')",
    ],
    [
      'ids and numbers that are no matrix of items',
      lines(
        'use_ID,sel_ID,ite_ID,cat_ID,act_ID,time',
        ...Array.from({ length: 4 }, () => '1,2,3,4,0,20151111'),
      ),
      "got columns 'use_ID', 'sel_ID', 'ite_ID', 'cat_ID', 'act_ID', 'time': choose with columns or header",
    ],
    [
      'Instacart without users',
      lines('order_id,product_id,add_to_cart_order,reordered', '1,49302,1,1'),
      "file:1: expected a header with a user column, or columns given by number, got columns 'order_id', 'product_id', 'add_to_cart_order', 'reordered': choose with columns or header",
    ],
    [
      'a title above the header',
      lines('"Orders, November 2026"', '', 'customer_id,sku,qty', '1,a,2'),
      `file:1: expected the header of a table, got 2 lines above it, the first '"Orders, November 2026"': choose with skipLines`,
    ],
    [
      'Excel with a title, its columns filled up',
      lines('Orders;;', 'from:;1.11.2026;', ';;', 'customer_id;sku;qty', '1;a;2'),
      "file:1: expected the header of a table, got 3 lines above it, the first 'Orders;;': choose with skipLines",
    ],
    [
      'a title above columns with names of their own',
      lines('Loans of a library', 'Reader,Book called', 'ann,Up'),
      'got 1 line above it, the first',
      { columns: { user: 'Reader', item: 'Book called' } },
    ],
    [
      'fewer lines than are passed over',
      lines('user,item', '1,a'),
      'file: expected lines below the first 3, got 2 in all',
      { skipLines: 3 },
    ],
    [
      'sums of a pivot table',
      lines('user,item,rating', 'ann,a,5', 'ann,Subtotal,5', 'bob,b,3'),
      "file:3: expected an item id, got 'Subtotal', as in a row of totals: choose with missing",
    ],
    [
      'a sum with a colon, among the rows',
      lines('user,item,rating', 'ann,a,5', 'Total:,x,5', 'bob,b,3'),
      "file:3: expected a user id, got 'Total:', as in a row of totals: choose with missing",
    ],
    [
      'a sum in German, of a customer whose lines end with one',
      lines('user;item;rating', 'ann;a;5', 'Gesamtergebnis;;5'),
      "file:3: expected a user id, got 'Gesamtergebnis', as in a row of totals: choose with skipLast (1) or missing 'skip'",
    ],
    [
      'sums among numbered customers',
      lines('user,item,rating', '1,a,5', 'Total,x,5', '2,b,3'),
      "file:3: expected an entry, got a row of totals, 'Total'; remove the row, or keep it as an entry: choose with missing 'skip' or missing 'keep'",
    ],
    [
      'types below the header',
      lines('user_id,item_id', 'VARCHAR(20),int64', 'u1,1', 'u2,2'),
      "file:2: expected an entry, got a row of types, 'VARCHAR(20), int64'; remove the row, or keep it as an entry: choose with missing 'skip' or missing 'keep'",
    ],
    [
      'a rule below the header',
      tabs('user_id item_id', '____ ____', 'u1 i1'),
      "file:2: expected an entry, got a rule, '____, ____'; remove the row, or keep it as an entry: choose with missing 'skip' or missing 'keep'",
    ],
    [
      'descriptions below the header',
      lines('user_id,item_id', 'Customer identifier,Product identifier', ...numberedRows),
      "file:2: expected an entry, got a user and an item that are unlike all others, 'Customer identifier, Product identifier'; remove the row",
    ],
    [
      'the number of rows below them, as some programs of databases write it',
      lines('user_id,sku', ...numberedRows.map((row) => row.replace(',', ',A-')), '428,records'),
      "file:22: expected an entry, got an item that is unlike all others, '428, records'; remove the row, or keep it as an entry: choose with skipLast (1) or missing 'keep'",
    ],
    [
      'a footer and a day, below ids that a day is like',
      lines(
        'user_id,sku',
        ...numberedRows.map((row) => row.replace(',', ',A-')),
        'Report by Admin,2024-12-31',
      ),
      "file:22: expected an entry, got a user that is unlike all others, 'Report by Admin, 2024-12-31'",
    ],
    [
      'a footer with a date',
      lines('user_id,item_id', ...numberedRows, 'Generated,2020-01-01'),
      "file:22: expected an entry, got a user and an item that are unlike all others, 'Generated, 2020-01-01'; remove the row",
    ],
    [
      'sums of each customer among numbered products',
      lines('user,item,rating', 'ann,17,5', 'ann,18,1', 'ann,Total,6', 'bob,17,3'),
      "file:4: expected an entry, got a row of totals, 'Total'; remove the row, or keep it as an entry: choose with missing 'skip' or missing 'keep'",
    ],
    [
      'a sum of numbered customers, and a note below it',
      lines('user,item,rating', '1,a,5', '2,b,3', 'Total,x,8', '', 'Report of the shop'),
      "file:4: expected an entry, got a row of totals, 'Total'; remove the row, or keep it as an entry: choose with skipLast (2), missing 'skip' or missing 'keep'",
    ],
    [
      'a note below the rows',
      lines('user,item,rating', ...Array<string>(9000).fill('1001,2002,5'), 'Report of the shop', ',,'),
      "file:9002: expected 3 fields, got 1, 'Report of the shop': choose with skipLast (1)",
    ],
    [
      'fewer lines than are passed over at the end',
      lines('user,item', '1,a'),
      'file: expected lines above the last 3, got 2 in all',
      { skipLast: 3 },
    ],
    [
      'ids that Excel has rounded',
      lines('user,ean', '1,4.00639E+12', '2,4.00639E+12'),
      "file:2: expected an item id, got '4.00639E+12', a number as a spreadsheet or R rounds it: export the column as text",
      { columns: { item: 'ean' } },
    ],
    [
      'an error of Excel',
      lines('user,item', '1,a', '#N/A,b'),
      "file:3: expected a user id, got '#N/A': choose with missing",
    ],
  ],
}
