import { lines, type PublishedFiles } from './published-files.fixture'

/** Files in the manner of reviews of sites: games, books, beers, products. */
export const reviewSites: PublishedFiles = {
  readable: [
    [
      'Steam, with columns by number',
      lines(
        '151603712,"The Elder Scrolls V Skyrim",purchase,1.0,0',
        '59945701,"Sid Meier\'s ""Civ"", V",play,12.1,0',
      ),
      ['151603712 The Elder Scrolls V Skyrim', '59945701 Sid Meier\'s "Civ", V'],
      { header: false, unread: [2, 3, 4] },
      { columns: { user: 0, item: 1 } },
    ],
    [
      'Steam recommendations of Kaggle',
      lines(
        'app_id,helpful,funny,date,is_recommended,hours,user_id,review_id',
        '975370,0,0,2022-12-12,true,36.3,51580,0',
        '304390,4,0,2017-02-17,false,11.5,2586,1',
      ),
      ['51580 975370', '2586 304390'],
      {
        values: 'none',
        likelyRating: 'is_recommended',
        unread: ['helpful', 'funny', 'date', 'is_recommended', 'hours', 'review_id'],
      },
    ],
    [
      'Goodreads, JSON lines',
      lines(
        '{"user_id": "8842281e", "book_id": "24375664", "review_id": "5cd4", "rating": 5, "date_added": "Fri Aug 25 2017"}',
        '{"user_id": "8842281e", "book_id": "18245960", "review_id": "dfdb", "rating": 0, "date_added": ""}',
      ),
      ['8842281e 24375664 5', '8842281e 18245960 0'],
      {
        format: 'json',
        columns: { user: 'user_id', item: 'book_id', rating: 'rating' },
        unread: ['review_id', 'date_added'],
      },
    ],
    [
      'Goodreads, CSV',
      lines('user_id,book_id,is_read,rating,is_reviewed', '0,948,1,5,0', '0,947,1,5,1'),
      ['0 948 5', '0 947 5'],
      { unread: ['is_read', 'is_reviewed'] },
    ],
    [
      'Amazon reviews, JSON lines',
      lines(
        '{"reviewerID": "A2SUAM1J3GNN3B", "asin": "0000013714", "reviewerName": "J. \\"Mac\\"", "helpful": [2, 3], "reviewText": "I {bought} it", "overall": 5.0, "unixReviewTime": 1252800000, "reviewTime": "09 13, 2009"}',
      ),
      ['A2SUAM1J3GNN3B 0000013714 5 1252800000'],
      { format: 'json' },
      { timestamps: true },
    ],
    [
      'Amazon reviews, Python dicts',
      lines(
        `{'reviewerID': 'A1', 'asin': 'B01', 'reviewerName': "J's \\"x\\"", 'helpful': [0, 0], 'verified': True, 'overall': 4.0, 'unixReviewTime': 1252800000}`,
        `{'reviewerID': 'A1', 'asin': 'B02', 'helpful': (1, 2), 'style': {'Size:': u'caf\\xe9'}, 'overall': 5, 'note': None}`,
      ),
      ['A1 B01 4', 'A1 B02 5'],
      { format: 'python', columns: { user: 'reviewerID', item: 'asin', rating: 'overall' } },
    ],
    [
      'Amazon reviews, TSV of 2015, with raw quotes',
      lines(
        'marketplace\tcustomer_id\treview_id\tproduct_id\tproduct_parent\tproduct_title\tstar_rating\treview_body\treview_date',
        'US\t18778586\tRDI\tB00EDBY7X8\t122952789\tMonopoly Junior 24" Board\t5\tHe said "Excellent"\t2015-08-31',
        'US\t24769659\tR36\tB00D4NJC3G\t649795809\t"Best" 56 Pieces\t4\t"Great, all of it"\t2015-08-31',
      ),
      ['18778586 B00EDBY7X8 5', '24769659 B00D4NJC3G 4'],
      { columns: { user: 'customer_id', item: 'product_id', rating: 'star_rating' } },
    ],
    [
      'Amazon reviews, CSV of 2023',
      lines(
        'rating,title,text,images,asin,parent_asin,user_id,timestamp',
        '5.0,Good,"Soft, ""nice""",[],B07,B08,AEY,1588687728923',
      ),
      ['AEY B08 5'],
      { unread: ['title', 'text', 'images', 'asin', 'timestamp'] },
    ],
    [
      'Amazon books of Kaggle',
      lines(
        'ISBN,Title,Price,User_id,profileName,review/helpfulness,review/score,review/time',
        '1882931173,Its Only Art,,AVCGYZL8FQQTD,Jim,7/7,4.0,940636800',
      ),
      ['AVCGYZL8FQQTD 1882931173 4 940636800'],
      {},
      { columns: { timestamp: 'review/time' } },
    ],
    [
      'Amazon ratings without header',
      lines('A2SUAM1J3GNN3B,0000013714,5.0,1400457600', 'A2SUAM1J3GNN3B,0000029831,4.0,1400457601'),
      ['A2SUAM1J3GNN3B 0000013714 5', 'A2SUAM1J3GNN3B 0000029831 4'],
      { header: false, unread: [3] },
    ],
    [
      'Yelp reviews',
      lines(
        '{"review_id":"KU_O5","user_id":"mh_-e","business_id":"XQfww","stars":3.0,"useful":0,"text":"If you\\nlike [it]}","date":"2018-07-07 22:09:11"}',
      ),
      ['mh_-e XQfww 3 1531001351'],
      { unread: ['review_id', 'useful', 'text'] },
      { timestamps: true },
    ],
    [
      'MyAnimeList',
      lines('user_id,anime_id,rating', '1,20,-1', '1,24,9'),
      ['1 20 -1', '1 24 9'],
      { values: 'ratings' },
    ],
    [
      'Food.com',
      lines(
        'user_id,recipe_id,date,rating,review',
        '38094,40893,2003-02-17,4,"Great with a salad.',
        '',
        'Cooked on top, 5 minutes"',
        '1293707,40893,2011-12-21,5,So simple!',
      ),
      ['38094 40893 4', '1293707 40893 5'],
      { quoting: 'auto' },
    ],
    [
      'BeerAdvocate',
      lines(
        'brewery_id,review_time,review_overall,review_profilename,beer_name,beer_beerid',
        '10325,1234817823,1.5,stcules,Sausa Weizen,47986',
      ),
      ['stcules 47986 1.5'],
      {},
    ],
  ],
  refused: [
    [
      'a line for each field, as SNAP has reviews of beers and of Amazon',
      lines(
        'beer/beerId: 47986',
        'review/overall: 1.5',
        'review/profileName: stcules',
        '',
        'beer/beerId: 48213',
      ),
      "file:1: expected interactions, got a line for each field, 'beer/beerId: 47986': write a row for each entry, as awk",
    ],
    [
      'items before users, Amazon 2018',
      lines('0449819906,A3U4E9PIZ8OWH1,5.0,1383696000', '0449819906,A3ZPCIE2UX4QQ5,1.0,1450656000'),
      "file:1: expected users and then items, or columns given by number, got products and then users, '0449819906' and 'A3U4E9PIZ8OWH1': choose with columns.user (1) with columns.item (0) with columns.rating (2)",
    ],
  ],
}
