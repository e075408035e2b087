/** What a person is called in the names of columns. */
export const USERS = [
  ...['user', 'customer', 'visitor', 'reviewer', 'buyer', 'client', 'account', 'member', 'shopper', 'person'],
  ...['profile', 'subscriber', 'listener', 'reader', 'viewer', 'player', 'rater'],
]

/** The same in other languages. */
export const USERS_ELSEWHERE = [
  ...['kunde', 'nutzer', 'benutzer', 'utilisateur', 'acheteur', 'cliente', 'usuario'],
  ...['debitor', 'klient', 'asiakas'],
]

/** What an item is called in them. */
export const ITEMS = [
  ...['item', 'movie', 'film', 'artist', 'song', 'track', 'album', 'book', 'product', 'business', 'anime'],
  ...[
    'game',
    'article',
    'show',
    'video',
    'podcast',
    'recipe',
    'restaurant',
    'venue',
    'poi',
    'news',
    'course',
  ],
  ...['beer', 'joke', 'bookmark', 'listing', 'app', 'offer', 'episode', 'lesson', 'paper', 'hotel'],
]

/** The same in other languages. */
export const ITEMS_ELSEWHERE = ['artikel', 'produkt', 'produit', 'producto', 'prodotto', 'towar', 'tuote']
