import { lines, type PublishedFiles } from './published-files.fixture'

/** Files in the manner of JSON and Python objects, of services and programs. */
export const objects: PublishedFiles = {
  readable: [
    [
      'orders of Shopify by its API, with its column of items',
      '{"orders":[{"email":"a@b","customer":{"id":5,"email":"a@b"},"line_items":[{"id":1,"product_id":2},{"id":3,"product_id":4}]}]}\n',
      ['5 2', '5 4'],
      { columns: { user: 'customer.id', item: 'line_items.product_id' } },
      { columns: { item: 'line_items.product_id' } },
    ],
    [
      'Steam reviews, nested lines of Python',
      lines(
        `{'user_id': '7656', 'user_url': 'http', 'reviews': [{'funny': '', 'item_id': '1250'}, {'funny': '', 'item_id': '227300'}]}`,
        `{'user_id': 'js41637', 'user_url': 'http', 'reviews': []}`,
        `{'user_id': 'evcentric', 'user_url': 'http', 'reviews': [{'funny': '', 'item_id': '1250'}]}`,
      ),
      ['7656 1250', '7656 227300', 'evcentric 1250'],
      {
        format: 'python',
        columns: { user: 'user_id', item: 'reviews.item_id' },
        unread: ['user_url', 'reviews.funny'],
      },
    ],
    [
      'the Million Playlist Dataset of Spotify, one object',
      '{\n  "info": {"slice": "0-999", "version": "v1"},\n  "playlists": [\n    {"name": "run [fast]", "pid": 0, "tracks": [{"pos": 0, "track_uri": "spotify:track:a"}, {"pos": 1, "track_uri": "spotify:track:b"}]},\n    {"name": "sleep", "pid": 12345678901234567890, "tracks": [{"pos": 0, "track_uri": "spotify:track:a"}]}\n  ]\n}\n',
      ['0 spotify:track:a', '0 spotify:track:b', '12345678901234567890 spotify:track:a'],
      {
        format: 'json',
        columns: { user: 'pid', item: 'tracks.track_uri' },
        unread: ['name', 'tracks.pos', 'info'],
      },
      { columns: { user: 'pid', item: 'tracks.track_uri' } },
    ],
    [
      'JSON of a web service: pages of an array',
      lines(
        '{"page":1,"next":"x","ratings":[{"user":{"id":7},"item":{"id":"a"},"stars":4},{"user":{"id":8},"item":{"id":"b"},"stars":5}]}',
        '{"page":2,"next":null,"ratings":[{"user":{"id":7},"item":{"id":"b"},"stars":1}]}',
      ),
      ['7 a 4', '8 b 5', '7 b 1'],
      { columns: { user: 'user.id', item: 'item.id', rating: 'stars' }, unread: ['page', 'next'] },
    ],
    [
      'JSON of pandas with its schema',
      '{"schema":{"fields":[{"name":"index"}]},"data":[{"index":0,"user":1,"item":5},{"index":1,"user":2,"item":5}]}\n',
      ['1 5', '2 5'],
      { columns: { user: 'user', item: 'item' }, unread: ['index', 'schema'] },
    ],
    [
      'MongoDB, extended JSON',
      lines('{"user_id": {"$oid": "5f"}, "item_id": "a"}', '{"user_id": {"$oid": "60"}, "item_id": "b"}'),
      ['5f a', '60 b'],
      { format: 'json', columns: { user: 'user_id', item: 'item_id' }, unread: [] },
    ],
    [
      'GeoJSON, check-ins under an escaped key',
      String.raw`{"type":"FeatureCollection","fea\tures":[{"properties":{"user_id":1,"venue_id":2},"geometry":{"coordinates":[1,2]}}]}`,
      ['1 2'],
      { columns: { user: 'properties.user_id', item: 'properties.venue_id' }, unread: ['geometry', 'type'] },
    ],
    [
      'JSON lines of a user and a list of items',
      lines('{"user":"a","items":[1,2]}', '{"user":"b","items":[2]}'),
      ['a 1', 'a 2', 'b 2'],
      { columns: { user: 'user', item: 'items' }, unread: [] },
    ],
    [
      'JSON with lists side by side',
      lines(
        '{"user_id":1,"item_ids":[4,7],"ratings":[5,3.5],"timestamps":[100,200]}',
        '{"user_id":2,"item_ids":[],"ratings":[],"timestamps":[]}',
        '{"user_id":3,"item_ids":[7],"ratings":[1],"timestamps":[300]}',
      ),
      ['1 4 5 100', '1 7 3.5 200', '3 7 1 300'],
      { columns: { user: 'user_id', item: 'item_ids', rating: 'ratings', timestamp: 'timestamps' } },
      { timestamps: true },
    ],
    [
      'JSON of carts, an array of customers and the products that each has',
      '[{"cart":7,"customerId":"c1","productIds":["p1","p2"]},{"customerId":"c2","productIds":[]}]',
      ['c1 p1', 'c1 p2'],
      { columns: { user: 'customerId', item: 'productIds' }, unread: ['cart'] },
    ],
    [
      'JSON lines of an item and who rated it',
      lines('{"movie":"m1","raters":[{"userId":1,"rating":4.5},{"userId":2,"rating":3}]}'),
      ['1 m1 4.5', '2 m1 3'],
      { columns: { user: 'raters.userId', item: 'movie', rating: 'raters.rating' } },
    ],
    [
      'JSON of a web service: an array, over many lines',
      '[\n  {\n    "client_id": 12,\n    "product": "a, {b}"\n  },\n  {"client_id": 13, "product": "c"}\n]\n',
      ['12 a, {b}', '13 c'],
      { format: 'json' },
    ],
    [
      'JSON with integers beyond doubles',
      lines('{"user":12345678901234567891,"item":9007199254740993,"text":"12345678901234567891 \\" 1"}'),
      ['12345678901234567891 9007199254740993'],
      { format: 'json' },
    ],
  ],
  refused: [
    [
      'orders whose lines have an id beside that of a product',
      '{"customer":"c","items":[{"id":1,"sku":"s"}]}\n{"customer":"c","items":[{"id":2,"sku":"s"}]}\n',
      "file:1: expected one key as item, got 'items.id' and 'items.sku': choose with columns.item ('items.sku')",
    ],
    [
      'lines with a product of its own',
      '{"customer":{"id":5},"items":[{"id":1,"product":{"id":2}}]}\n',
      "file:1: expected one key as item, got 'items.id' and 'items.product.id': choose with columns.item ('items.product.id')",
    ],
    [
      'visits of Matomo, whose items are lists within lists',
      '{"userId":"7","actionDetails":[{"orderId":"5","itemDetails":[{"itemSKU":"B"}]}]}\n',
      "file:1: expected a column 'actionDetails.itemDetails.itemSKU' as item in one list, got 'actionDetails.itemDetails', a list within the list 'actionDetails': write an object for each of its elements, as jq -c 'del(.actionDetails) + .actionDetails[]' does with an object",
      { columns: { item: 'actionDetails.itemDetails.itemSKU' } },
    ],
    [
      'orders of Magento by its API, whose item_id is that of a line',
      '{"items":[{"increment_id":"7","customer_id":5,"items":[{"item_id":1,"sku":"s","product_id":2}]}]}\n',
      "file:1: expected one key as item, got 'items.item_id' and 'items.sku' and 'items.product_id': choose with columns.item ('items.sku')",
    ],
    [
      'orders of Shopify by its API',
      '{"orders":[{"email":"a@b","customer":{"id":5,"email":"a@b"},"line_items":[{"id":1,"product_id":2,"sku":"s"}]}]}\n',
      "file:1: expected one key as item, got 'line_items.product_id' and 'line_items.sku': choose with columns.item ('line_items.product_id')",
    ],
    [
      'Spotify playlists, one object, without columns',
      '{"info": {"slice": "0-999"}, "playlists": [{"name": "run", "pid": 0, "tracks": [{"pos": 0, "track_uri": "spotify:track:a", "artist_uri": "spotify:artist:b"}]}]}\n',
      "file:1: expected objects with a user and an item column, got keys 'name', 'pid', 'tracks.pos', 'tracks.track_uri', 'tracks.artist_uri': choose with columns",
    ],
    [
      'an object whose list is empty',
      '{"info": {"slice": "0-999"}, "playlists": []}\n',
      "file:1: expected objects with a user and an item column, got keys 'info.slice', 'playlists': choose with columns",
    ],
    [
      'lists of which one is no list',
      lines('{"user":"a","items":[1,2]}', '{"user":"b","items":3}'),
      "file:2: expected a list as items, got '3'",
      { columns: { item: 'items' } },
    ],
    [
      'an object without its list',
      lines('{"user":"a","items":[1,2]}', '{"user":"b"}'),
      'file:2: expected an item id, got an empty field: choose with missing',
      { columns: { item: 'items' } },
    ],
    [
      'columns of two lists',
      lines('{"orders":[{"customer_id":1}],"lines":[{"product_id":2}]}'),
      "file:1: expected columns of one list, got 'orders' and 'lines'",
    ],
    [
      'JSON cut short',
      '{"user":"a","item":"b"}\n{"user":"a","it',
      'file:2: expected an object of json'.slice(0, 8),
    ],
    [
      'JSON that is none further down',
      lines('{"user":"a","item":"b"}', '{"user":"a","item":b}'),
      'file:2: expected an object of json, got \'{"user":"a","item":b}\'',
    ],
    [
      'JSON, then a table',
      lines('{"user":"a","item":"b"}', 'a,b'),
      "file:2: expected an object in braces, got 'a'",
    ],
    [
      'an array that does not end',
      '[{"user":"a","item":"b"},\n',
      'file:2: expected the end of the array, got the end of the file',
    ],
    [
      'Python that computes',
      lines(`{'user': 'a', 'item': 'b'}`, `{'user': 'a', 'item': f()}`),
      "file:2: expected an object of python, got '{'user': 'a', 'item': f()}'",
    ],
    [
      'objects that JavaScript printed',
      lines('user_id,item_id', '1,2', '[object Object],2'),
      "file:3: expected a user id, got '[object Object]': choose with missing",
    ],
    [
      'Python with a name that is None, as a text',
      lines(`{'user': u'None', 'item': 'a'}`),
      "file:1: expected a user id, got 'None': choose with missing 'skip' or missing 'keep-ids'",
    ],
    [
      'JSON whose names were cut within an emoji',
      lines('{"user":"a","item":"b"}', '{"user":"\\ud83d","item":"b"}'),
      "file:2: expected a user id, got '\ud83d', an id that was cut within a character: export it whole",
    ],
    [
      'JSON guests',
      lines('{"user":null,"item":"a"}'),
      'file:1: expected a user id, got an empty field: choose with missing',
    ],
    [
      'JSON with a rating that comes late',
      lines(
        ...Array.from({ length: 101 }, (_, i) => `{"user":${i},"item":1}`),
        '{"user":1,"item":2,"stars":5}',
      ),
      "file:102: expected keys that the first objects have, got 'stars', a rating: choose with columns.rating",
    ],
    [
      'JSON with lists side by side, of two lengths',
      lines('{"user":"a","items":[1,2],"ratings":[5,3]}', '{"user":"b","items":[1,2],"ratings":[5]}'),
      "file:2: expected lists of one length as 'items' and 'ratings', got 2 and 1",
    ],
    [
      'JSON with a list beside none',
      lines('{"user":"a","items":[1,2],"ratings":[5,3]}', '{"user":"b","items":[1],"ratings":null}'),
      "file:2: expected a list as ratings, got 'null'",
    ],
    [
      'JSON with a number of items',
      lines('{"user":"a","items":2}'),
      "file:1: expected objects with an item column, got keys 'user', 'items': choose with columns",
    ],
    [
      'JSON with a key twice',
      lines('{"user":"a","item":1}', '{"user":"a","item":2,"item":3}'),
      "file:2: expected each key once, got 'item' twice",
    ],
    [
      'objects by user and item',
      '{"1":{"6":5,"7":3},"2":{"6":4}}',
      "got one object, with lists or objects under '1', '2'",
    ],
    ['arrays of JSON', lines('["u1","i1",5]', '["u1","i2",4]'), `got arrays, '["u1","i1",5]'`],
  ],
}
