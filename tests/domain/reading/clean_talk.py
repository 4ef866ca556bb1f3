"""Talk of film fans that a careless filter trips over. None of it may be flagged."""

from __future__ import annotations

TALK = tuple(
    line.strip()
    for line in """
the pen is mightier than the sword, said the writer in Throw Momma from the Train
room 455 is where the screening is
room 237 gave me nightmares
455 of us voted, 717 did not
my row is A55, yours is B17
take the A55 to Chester for the set visit
len(x) == 455 and x[0] != 7175
assert len(queue) == 0, "queue should be empty"
def pass_through(assets): return [asset for asset in assets]
if (interval < 5) assign(ass_id)
git commit -m "fix analysis of assets"
cat /etc/passwd | grep -c assembly
https://letterboxd.com/film/moby-dick/
https://letterboxd.com/film/kick-ass/
https://letterboxd.com/film/inglourious-basterds/
https://letterboxd.com/film/dick/
https://www.imdb.com/title/tt0054215/
https://en.wikipedia.org/wiki/Dick_Van_Dyke
https://en.wikipedia.org/wiki/Kick-Ass_(film)
www.scunthorpe-cinema.example/whats-on
Kick-Ass was better than Kick-Ass 2
watching Jackass Forever with my dad
I grew up with Jackass on MTV and Jackass Number Two in the cinema
Moby Dick is such a hard book to film
Gregory Peck in MOBY DICK, what a voice
moby dick (1956) on the big screen
we did Dick Tracy last week, and Fun with Dick and Jane before
Dick Van Dyke at 99 still dances
Philip K. Dick adaptations ranked
every Philip K Dick film, from worst to best
Inglourious Basterds opens with the best scene Tarantino has written
the basterds in Paris
Battle of the Bastards is the best episode of the series
Jon is the bastard of Winterfell until he isn't
Ramsay, bastard of Bolton
a bastard sword from the prop house
The Mother and the Whore, in a new print
Best Little Whorehouse in Texas is a musical, yes
Zack and Miri Make a Porno is sweet, honestly
Boogie Nights and the porn industry of the seventies
the sex scene was handled with care
there is some nudity and one sex scene
the rape scene in that film should carry a warning
trigger warning: suicide, rape, racism
his penis is in the frame for a second, hence the rating
breast cancer drama, bring tissues
the anal-retentive detective trope
an analysis of canals in Venice films
Sex and the City marathon at mine
gay cinema of the nineties: Happy Together, My Own Private Idaho
a lesbian romance set in Brighton
she is queer, he is trans, they are Jewish, who cares
black cinema, Asian cinema, Muslim filmmakers
the Nazi uniform in Jojo Rabbit
Hitler in Downfall, the bunker scene
Kill Bill, both volumes, back to back
who killed whom in Murder on the Orient Express?
killing it on the dance floor
I could kill for a ticket
Psycho shower scene, shot by shot
what the heck was that ending
oh my god, that twist
holy moly
gosh darn it
shoot, I missed the start
sugar, honey, iced tea
son of a gun
flipping brilliant
the cock crowed thrice in the parable
who killed Cock Robin?
A Cock and Bull Story is my comfort film
he cocked his head like a puzzled dog
she cocks the rifle and aims
cock the hammer slowly, said the director
a cock pheasant ran through the set
chicken cacciatore and coq au vin at the after-party
spotted dick for pudding
a nice spotted dick and custard
blue tits and great tits in the garden while we filmed
the long-tailed tits ruined the sound take
tit for tat, as Laurel and Hardy would say
titles and subtitles, please
pussy willows along the river
the pussy cat in Shrek
Pussy Galore is the best Bond name
Pussy Riot documentary tonight
What's New Pussycat, with the Tom Jones song
faggots and peas in the canteen, Welsh style
a bundle of faggots for the bonfire scene
he nipped out for a fag break
pack of fags on the dashboard, such a period detail
a chink in the armour
a chink of light through the curtain
spick and span after the clean-up
a Maine coon called Ripley
raccoon suit for Guardians
Coonskin by Ralph Bakshi is a hard watch
Van Dyke beards everywhere
the dykes of Holland in that flood film
a burst dyke in the third act
fire retardant costumes
flame retardant curtains, says the fire officer
she graduated magna cum laude
a kitchen-cum-cutting-room
Chorlton-cum-Hardy screening
bed-sit-cum-studio
cum grano salis
prick up your ears
pricks up her ears at the dialogue
pin prick of light in the projection
skin prick test this morning, film in the evening
the witch pricks her finger on the spindle
wild asses on the steppe, lovely documentary
Bottom wears an ass's head
the ass and the ox in the nativity scene
assassins, assistants and associates
asst. director wanted
the bass is too loud in IMAX
class act, first class
pass me the glass
Tom Hooper and Tobe Hooper are different people
Shia LaBeouf's best role
Peter Dinklage for president
Hilary Swank deserved it
Alan Cumming hosts the show
alan cumming was in GoldenEye
Benedict Cumberbatch as Turing
Uma Thurman in yellow
Jodie Comer, Killing Eve
Yoshitaka Amano's art
Matsushita made the camera
shiitake risotto from the Chef recipe
shitake mushrooms
Shih Tzu in the lead role
Fukushima documentary
Fukuoka film festival
Cary Fukunaga directing
Bich Phuong sings on the soundtrack
Phuket in The Hangover Part II? No, Bangkok
Harshit and Rakshit are coming too
Scunthorpe, Penistone and Clitheroe have no cinemas
Essex and Sussex meetups
Uranus jokes in Ad Astra, really?
Spaceballs! the T-shirt
E.T. phone home
M*A*S*H finale
S.W.A.T. and S.H.I.E.L.D.
A*STAR sponsored it
5* film, rated **** by me
**** out of *****
*sigh* fine
*hits play*
she said *shush* to us
#1 fan of #Shutter
C++ and C# and F#
F1 race, then F9
Se7en, Thir13en Ghosts, Fant4stic
1917, 1984, 2001, 2046, 8½
10 Things I Hate About You
4 out of 5, 7/10, 3.5 stars
2 Fast 2 Furious
s h h h, it's starting
F I L M  N I G H T
M O V I E time
a b c d e f g
t e n e t
g o n e girl
B.A.F.T.A. week
N.W.A biopic
U.S.S. Enterprise
push it to Friday
dish it out, you have to take it
is hit by a bus in the first scene
finish it, cash it, wash it
who reads the book first?
who're you going with?
but treason is the theme
same as 5 apples
an us-versus-them plot
fat her? no, father her
as shown on TV
as shole? typo, sorry: a whole
he'll tell, she'll shell out
the Count of Monte Cristo and the Accountant
Nicholas Nickleby, the Dickens one
what the Dickens
Charles Dickens adaptations, dickensian fog
country music, county fair, counting down
Montenegro in Casino Royale
Niger river documentary, Nigeria's Nollywood
niggling doubts about the ending
he sniggered through the whole film
niggardly budget
denigrate nobody
enigma machine
vinegar strokes of the violin
bigger, digger, trigger, rigger
Negan in The Walking Dead
Ruth Negga in Passing
the Japanese cut, the Pakistani release
Japan tour
gobbledygook dialogue
wok of fame
a tycoon's cocoon
bushwhacked
Twitch stream at eight
witches, switches and glitches
bewitched, bothered
bitter rabbit habit
butt of the joke, Butt-Head
but this time, but then
Bastille, bastion, Bastian
custard, mustard and bustard
Tardis, tardigrade
absolute salute
slug slum slur sluice
whole shore whorl
suck it up? no: stuck it up
lucky duck truck
Chuck and Buck
Firetruck!
firetruck chase
Kung Fu
Fuchs and Fokker
Meet the Fockers
Focker family values
fuchsia dress
what the fudge
function keys, funky tune
Wanda, wander, wonder
swanky, swan, swank
Wankel engine in the car chase
wristwatch, nightwatchman
arsenic and old lace
Arsenal fans in Fever Pitch
parse the parsley
rehearsal at seven
hearse, coarse, sparse
arson plot
Porsche 911 and via ssh
the opposite of sex
sextet for strings, unisex toilets
organ music, oral history, Electoral College
womb, tomb, bomb
spermaceti scene in Moby Dick
vagabond, vague, Vegas
skyscraper, grapes, drapes, therapist
my therapist said hi
anal y sis of typos
titanium, Titanic, Titus
tits and finches of Britain, a nature film
Miss Marple's tittle-tattle
homogeneous homonyms
Homo sapiens, Homo erectus
Heil, Honey, I'm Home
polliwog and pollywog
The Wog Boy was huge in Australia
duck, duck, goose
shift your bunker to the beach
𝖋𝖎𝖑𝖒 𝖓𝖎𝖌𝖍𝖙
ｆｉｌｍ ｃｌｕｂ
ᴍᴏᴠɪᴇ ɴɪɢʜᴛ
🅱️oat
🇺🇸 🇬🇧 🇫🇷 releases
🇸 🇭 🇮 🇵
привет, кино сегодня?
сукно, кукла, соска
Рассказ о кино
καλησπέρα σε όλους
ταινία απόψε
映画は最高
영화 보러 가자
فيلم الليلة
סרט הערב
on se voit plus tard
je suis en retard, désolé
le film a du retard
trop tard pour la séance de 20 h
il est tard, bonne nuit
je prends une douche et j'arrive
la scène de la douche dans Psychose
un film unique, pique-nique avant
la Martinique, Dominique, Monique
bâtard-montrachet au dîner, pain bâtard
les bites de serpent? no: snake bites
le dîner de cons
cul-de-sac de Polanski
La Maman et la Putain en version restaurée
""".splitlines()
    if line.strip()
)
