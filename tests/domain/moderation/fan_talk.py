"""What fans write in one evening, and the same words meant badly."""

from __future__ import annotations

CLEAN = tuple(
    line
    for line in r"""
Moby Dick with Gregory Peck is on at nine, and Dick Van Dyke after that
Philip K. Dick wrote it, Dick Laurent is dead, and nobody knows why
Kick-Ass first, then Inglourious Basterds, then Kill Bill: the whole Tarantino-ish night
has anyone a spare seat for Kick-Ass 2?
The Best Little Whorehouse in Texas is a musical, The Mother and the Whore is not
Pussy Galore, Octopussy and the pussycat from Shrek walk into a bar
Alan Cumming, Hilary Swank and Peter Dinklage presented the prize
Benedict Cumberbatch said it best
Fukunaga directed, Matsushita built the camera
we met in Scunthorpe and missed the train to Penistone
the cock crowed and Robin Cock turned up, no: it was Robin Hood and Cock Robin
blue tits sang through the whole take
"You dirty rat" was never said in that film
"Frankly, my dear, I don't give a damn", best last line ever
"You can't handle the truth!" and she means it
"I'll be back", said the man in row four, and he was
"We're gonna need a bigger boat" is still funny
> Here's looking at you, kid
> Nobody puts Baby in a corner
"Go ahead, make my day." 1983, people
they shoot him in the last scene, and the killer walks free
she kills everyone in act three and I cheered
that assassination scene, the assistant with the glass, the bass
I would kill for that coat
Jon, the bastard of Winterfell, and Ramsay, the bastard of Bolton
`if len(assets) == 0: raise AssertionError("no assets")`
```py
for a5 in shelf: print(a5, hash(a5))
```
git commit -m "pass titles as arguments"
SELECT title FROM films WHERE year = 1977 ORDER BY title;
ffmpeg -i reel_04.mov -ss 00:12:40 -t 90 out.mp4
f(x) = 5x^2 + 3, that is how he spins the coin
the checksum is 9f86d081884c7d659a2feaa0c55ad015
version 2.7.1 plays it, 2.7.0 did not
127 Hours, 12 Monkeys, 21 Grams, 101 Dalmatians, 1917
4/5, 7.5/10, 92 % on that site, 3½ stars, a solid B+
3-1 at half time, 4:2 on penalties, the film starts after
room 455, row A55, seat 5, door 7
it made $1,234,567,890 worldwide on a budget of 63 000 000 €
opening weekend: 27,150,000 in 3,412 cinemas, down 45.5 %
box office so far: 845 221 300 USD
premiere 18.12.2026, 20:30, doors at 19:45
2026-12-18T20:30:00Z for those who like it exact
from 1987 to 2024, every 7 years
runtime 1:52:07, aspect ratio 2.39:1, 24 fps
issue 1234 5678 of the fanzine is out
ISBN 978-0-306-40615-7 is the book of the making of
tracking says 00340434161094042557, the poster is on its way
https://www.imdb.com/title/tt0054215/ is the one
https://letterboxd.com/film/kick-ass/ and https://letterboxd.com/film/moby-dick/
https://en.wikipedia.org/wiki/Kick-Ass_(film)
https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s
https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC the score
https://store.steampowered.com/app/620/ is where the prop comes from
[the interview](https://www.bbc.co.uk/news/entertainment-arts-12345678) is long
see https://www.rottentomatoes.com/m/dick_1999. It is better than that
a gif: https://media.tenor.com/abcdefg/popcorn.gif
<https://www.theguardian.com/film/2024/jan/05/top-50>
the map is at maps.app.goo.gl, the tickets at example.org/tickets
<@175928847299117063> you were right about the ending
<@175928847299117063> <@175928847299117064> <@175928847299117065> shall we meet at the foyer?
@everyone is what I would never write
mail the cinema, their address is on the door
OH MY GOD THE TRAILER IS HERE AND IT IS BEAUTIFUL
NOOOOOO NOT THE DOG
YESSSSS SEASON TWO LET'S GOOOO 🎉🎉🎉🎉
I AM NOT CRYING YOU ARE CRYING 😭😭😭
AAAAAAAAAAAAAAAAAAAAAA
!!!!!!!! ??? !!!
quel film, j'en ai pleuré tout le long
je suis en retard, gardez-moi une place au fond
la séance de 20 h 30 est complète, reste celle de 22 h 15
La Maman et la Putain ressort en salle, et Les Huit Salopards aussi
le dîner de cons, ce soir, en plein air
c'est con d'avoir raté le début, la queue faisait cent mètres
merci à tous, à demain ! et n'oubliez pas le pique-nique
l'oncle Bouche a tourné en Martinique, c'est unique
s h h h, it begins
t e n e t, again
**** out of *****, and a * for the dog
M*A*S*H, S.W.A.T., E.T., N.W.A and U.N.C.L.E.
||he was dead all along|| sorry, had to hide it
~~worst~~ best **sequel** since _Paddington 2_
Zoë, Renée, Saoirse, Mahershala, Đặng Thái Sơn, Željko, Chiwetel
映画は最高でした
καλησπέρα, τι ταινία!
""".strip("\n").split("\n")
    if not line.startswith("```") and line
)  # fmt: skip
"""Each line is one message, and nothing is found in it."""

BAD: dict[str, tuple[str, ...]] = {
    "language": (
        "you are such a dick",
        "stop being a dick about Van Dyke",
        "I will kick your ass",
        "shut up, bastards",
        "listen, bastard, nobody asked",
        "his whore of a mother can come too",
        "you pussy, say it to my face",
        "you dickhead in row four",
        "that fucking usher",
        "the director is full of shit",
        "bullshit ending, bullshit film",
        "what an asshole",
        "you assholes ruined the screening",
        "room a55hole",
        "f u c k this theatre",
        "f.u.c.k the director",
        "you f*cking spoiled it",
        "motherf***er",
        "sh1t seats",
        "b!tch please",
        "𝖋𝖚𝖈𝖐 your trailer",
        "fu||ck|| you",
        "**f**uck the sequel",
        "fυck the ending",
        "fuuuuuuck you",
        "WHAT THE FUCK WAS THAT TRAILER",
        "SHUT THE FUCK UP ABOUT THE DOG",
        "`fuck you`",
        "> fuck you, kid",
        '"fuck you" is what I say to row four',
        "print('fuck you')",
        "https://letterboxd.com/film/fuck-you-all/",
        "<@175928847299117063> fuck you",
        "you retard",
        "you are a faggot",
        "dirty kike",
        "ugly chinks at the door",
        "quel connard, ce réalisateur",
        "ferme ta gueule, salope",
        "va te faire foutre",
        "espèce d'enculé",
        "putain de film de merde",
        "bande de salauds, la queue était trop longue",
        "you are a bastard and Jon is not",
        "gros con",
        "fils de pute, rends ma place",
        "c0nnard du fond",
    ),
    "links": (
        "[https://www.imdb.com/title/tt0054215/](https://imdb.example.ru/login)",
        "[imdb.com](https://pirate.example.org/film)",
        "[www.youtube.com](https://free-films.example.net/)",
        "https://www.imdb.com/title/tt0054215/ and [letterboxd.com](https://letterboxd.example.ru/)",
        "https://www.іmdb.com/title/tt0054215/",
    ),
    "personal-data": (
        "call me on +44 7700 900123",
        "my number is 07700 900123, ring me about the seat",
        "appelle-moi au 06 39 98 12 34",
        "write to ada.fan@lanternpost.net for the ticket",
        "ada.fan (at) gmail (dot) com, she lives next door",
        "the card for the tickets is 4111 1111 1111 1111",
        "pay to DE89 3704 0044 0532 0130 00",
    ),
    "mentions": (" ".join(f"<@{175928847299117063 + each}>" for each in range(8)) + " come now",),
    "flood": ("\n".join(["spam"] * 45), "🎉" * 60),
}
"""By the rule that finds something."""
