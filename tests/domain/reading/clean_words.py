"""Ordinary words that hold the letters of coarse ones. None of them may be flagged, alone or in a sentence."""

from __future__ import annotations

_WORDS = """
assassin assassinate assault assay assemble assent assert assess assessor asset assets assign assignee
assimilate assist assistant associate assonance assort assuage assume assumption assurance assure asterisk
ambassador amass bass bassist bassoon brass brassiere bypass carcass cassette cassock class classic classy
compass crass crevasse cutlass embarrass embassy encompass glass grass grassy harass hassle impasse lass lasso
looking-glass mass massacre massage massive molasses morass mustang overpass pass passage passenger passion
passive password potassium quassia sassafras sassy spyglass surpass tassel trespass trespasser underpass wassail
wineglass cockatiel cockatoo cockatrice cockerel cockle cockles cockney cockpit cockroach cocktail cocky cockade
cockscomb gamecock hancock peacock poppycock shuttlecock spatchcock stopcock turncock weathercock woodcock
haycock ballcock petcock accumulate circumference circumspect circumstance cucumber cumbersome cumin cumulative
cumulus document documentary incumbent succumb recumbent encumber vacuum talcum modicum capsicum colchicum scum
scumble dickens dickey dicky dickybird predict dictate dictator addict edict verdict contradict indict
jurisdiction medick benedick ridicule periodical radical methodical analysis analyst analogue analogy analgesic
banal banality canal canaliser national arsenal arsenic arson parse parsec sparse coarse hoarse hearse rehearse
rehearsal marsh parsley parsnip tarsal metatarsal catharsis title titled entitle titanic titanium titan
titillate titivate titrate petite appetite altitude aptitude attitude constitution destitute institute latitude
multitude platitude prostitute quantity repetition restitution substitute superstition stalactite stalagmite
titmouse titbit tithe tither rapid rapids rapier rapport rapt rapture drape drapery grape grapefruit scrape
scraper skyscraper therapist therapeutic trapeze parapet shiitake shift shiftless shifty shin shingle shiny ship
shipment shire shirt shirtless shiver mishit cashit sextant sextet sexton sextuplet bisexual unisex homosexual
asexual sussex essex middlesex bunker bunkum hunk hunky country county count countess counter counterfeit
discount account accountant encounter recount viscount fountain mountain scunner uncut haircut shortcut
buttercup button butter butterfly buttress rebuttal halibut attribute contribute distribute tribute debutante
abut nightingale night snigger sniggering niggle niggling niggard niggardly denigrate enigma vinegar finger
linger singer ginger bigger digger rigger trigger triggered jigger nigiri nigella night-club raccoon cocoon
tycoon tycoons monsoon saloon cartoon spoon harpoon lagoon spice spicy suspicion suspicious auspicious
conspicuous despicable hospice aspic tropic topic epic japan japonica jape japery kraut sauerkraut pakora
pak-choi fagot bassoon-fagott retardant retardation retarder custard mustard bustard dastardly leotard petard
bastion tardy tardigrade tardiness dotard wanton swan swank swanky wander wanderer twang tweak tweed twitch
twitcher wristwatch nightwatchman stopwatch saltwater sweetwater floodwater meltwater twaddle bitter bittern
habitat orbit rabbit bitumen pitch pitcher witch witchcraft stitch hitch hitchhike itch kitchen switch snitch
glitch twitchy flitch pussyfoot pussycat pussywillow octopus octopuses opus opossum platypus purse pus pustule
pushy pussyfooting puss slug slum slump slur slurp sluice absolute absolutely resolute dissolute solution salute
salutary flute lute pollute dilute deluge sulu whorl whoever whole wholesome wholemeal shore shoreline abhorrent
abhor chore chorea choreography ashore sophomore semaphore therefore heretofore folklore pinafore hellebore
hello hellish shell michelle seashell nutshell bombshell eggshell helium helmet tortoiseshell dishevelled
damnation condemn goddess bugger-lugs buggy debugger humbug ladybug fuchsia fudge fugitive fugue fulcrum funk
funky truck duck luck buck puck suck tuck pluck stuck struck chuckle knuckle buckle muck amuck firetruck
woodchuck potluck sucker-punch suckle honeysuckle lollipop penguin peninsula pencil penal penalty penitent
pendulum spinach pianist happiness openness keenness vaginal invaginate evangelist vague vagabond vagrant
scrotal crotchet crochet crotchety testis testify testament contest protester attest detest semester basement
amusement casement horsemen statesmen tribesmen easement horny hornet thorny corny spermaceti spermwhale dome
condominium condone condor organ organic organise gorge forget clitellum eclipse ecliptic clique click climate
climb heroic heroine hero hoer hoes horehound shoe shoelace ahoy canoe homophone homogeneous homonym homeopath
homo-erectus hominid gay gaiety nosegay margay gayly kikuyu kikongo kinkajou kinky kinship zinkite chinchilla
chinos chintz machine kitchenette jizya jazz jazzy milfoil milford mofongo mofette goofy gobbledygook cobbled
wok woke polliwog pollywog pikelet piker pike spiked paddy spade titfer tossed tossing poofy spoof proof hoof
woof roof aloof foolproof waterproof
"""
WORDS = tuple(_WORDS.split())
