"""Titles of films and series, many of which hold a coarse word or the pieces of one. None of them may be flagged."""

from __future__ import annotations

TITLES = tuple(
    line.strip()
    for line in """
Moby Dick
Dick Tracy
Fun with Dick and Jane
Dick Johnson Is Dead
The Dick Van Dyke Show
Diagnosis: Murder with Dick Van Dyke
Deadeye Dick
Kick-Ass
Kick-Ass 2
Jackass: The Movie
Jackass Number Two
Jackass 3D
Jackass Forever
Jackass Presents: Bad Grandpa
Inglourious Basterds
The Inglorious Bastards
Bastard Out of Carolina
The Bastard Executioner
Battle of the Bastards
The Best Little Whorehouse in Texas
The Mother and the Whore
'Tis Pity She's a Whore
Whores' Glory
Memories of My Melancholy Whores
Bitch Slap
Life's a Bitch
Nightbitch
Slut in a Good Way
Pussy Riot: A Punk Prayer
What's New Pussycat?
Faster, Pussycat! Kill! Kill!
Josie and the Pussycats
Octopussy
The Owl and the Pussy-Cat
Puss in Boots: The Last Wish
Cat on a Hot Tin Roof
A Cock and Bull Story
Tristram Shandy: A Cock and Bull Story
Cockneys vs Zombies
Cocktail
Cockfighter
Cocoon
Prick Up Your Ears
Shuttlecock
The Hitch-Hiker's Guide to the Galaxy
Hitchcock
Hitch
Wild Hogs
The Wog Boy
Tit for Tat
Titicut Follies
Titus
Titanic
Titane
Clash of the Titans
The Spy Who Shagged Me
Austin Powers in Goldmember
Ass Backwards
Sweet Sweetback's Baadasssss Song
Baadasssss!
The Assassination of Jesse James by the Coward Robert Ford
Assassin's Creed
Assault on Precinct 13
The Assistant
Class of 1984
Glass Onion
Looking Glass
Passengers
A Passage to India
The Passion of Joan of Arc
Brassed Off
Massacre at Central High
Cassandra's Dream
Lassie Come Home
Young People Fucking
The End of the F***ing World
The F**k-It List
Fucking Åmål
Fack ju Göhte
Don't Trust the B---- in Apartment 23
S#*! My Dad Says
$#*! My Dad Says
What the #$*! Do We (K)now!?
Schitt's Creek
Shtisel
Shin Godzilla
Shirley
Shirkers
Ashita no Joe
Shoot the Piano Player
Shutter Island
Bullitt
Bullet Train
Bullets over Broadway
Bushwick
Hancock
Deep Throat
Inside Deep Throat
Growing Pains
Zack and Miri Make a Porno
Porno
Boogie Nights
Sex and the City
Sex Education
Sex, Lies, and Videotape
Sexy Beast
Essex Boys
Wessex Tales
The Opposite of Sex
Everything You Always Wanted to Know About Sex
The 40-Year-Old Virgin
The Virgin Suicides
Virgin Territory
Orgazmo
Orgasm Inc.
Nymphomaniac
Kinky Boots
Naked
The Naked Gun
Naked Lunch
Nude on the Moon
Striptease
Showgirls
Hustlers
Pretty Woman
Klute
Belle de Jour
The Happy Hooker
Deuce Bigalow: Male Gigolo
American Gigolo
Rapture
The Raptor
Skyscraper
Grapes of Wrath
Hot Tub Time Machine
Analyze This
Analyze That
The Canal
Ad Astra
Penelope
The Penguin
Penny Dreadful
Peninsula
Train to Busan Presents: Peninsula
Vagabond
Snatch
The Snatch
Cliffhanger
Eclipse
Click
Cluny Brown
Slumdog Millionaire
The Slums of Beverly Hills
Absolute Power
Absolutely Fabulous
Resolute
The Revolution Will Not Be Televised
Constantine
The Constant Gardener
Counting Down
The Count of Monte Cristo
The Counterfeiters
Bounty
No Country for Old Men
Scunthorpe United
Encounter
Accountant
Discount
Cuckoo
One Flew Over the Cuckoo's Nest
Cumberbatch
Document of the Dead
Cucumber
Circumstance
Magna Cum Laude
Summa cum laude
Nigel
The Niger Delta
Nights of Cabiria
Night of the Living Dead
Nightcrawler
Boss Nigger
The Legend of Nigger Charley
I Am Not Your Negro
Coonskin
Cartoon Saloon
Rocket Raccoon
Barefoot in the Park
Chinatown
Big Trouble in Little China
A Chink in the Armour
Chinchilla
Spic and Span
Spice World
Spies Like Us
Offa's Dyke
Pakeezah
Jappeloup
Kraut Rock
Honky Tonk Freeway
White Men Can't Jump
Cracker
Gringo
Queer as Folk
Queer Eye
Queer
The Gay Divorcee
Gay Paree
The Gay Desperado
Brokeback Mountain
Lesbian Vampire Killers
Ticked-Off Trannies with Knives
The Retaliators
Mustard
Bastogne
Bastille Day
Twitches
Witches of Eastwick
The Witch
The Twits
Bichon
Stitches
Bewitched
Switch
Kitchen Stories
Pitch Perfect
The Pitcher
Kung Fu Hustle
Kung Fu Panda
Fukushima 50
Fukrey
Meet the Fockers
Little Fockers
Fokker
Folks!
Forks over Knives
Knocked Up
Superbad
Damn Yankees
Village of the Damned
The Damned United
Go to Hell
Hell or High Water
Hellraiser
Drag Me to Hell
From Dusk till Dawn
God Bless America
Oh, God!
Kill Bill: Vol. 1
Kill Bill: Vol. 2
The Killing of a Sacred Deer
Killing Eve
Killers of the Flower Moon
12 Years a Slave
Hitler: A Film from Germany
Jojo Rabbit
Heil Honey I'm Home!
Nazi Concentration Camps
The Rum Diary
Vodka Lemon
Drunk History
Another Round
Hustle & Flow
Pimp
Pimpernel Smith
The Tramp
Lady and the Tramp
Trainwreck
Ugly Betty
Coyote Ugly
The Ugly Truth
Fat Girl
My Big Fat Greek Wedding
The Whale
Dumb and Dumber
Stupid, Crazy, Love
Idiocracy
The Idiots
Oral Fixation
Electoral College
Oral Histories
The Organ Grinder
Pawn Sacrifice
The Pawnbroker
Vixen!
Crouching Tiger, Hidden Dragon
Thrust
Lust, Caution
The Seven Year Itch
The Beaver
Leave It to Beaver
Beaver Falls
Willy Wonka & the Chocolate Factory
Free Willy
Woody Woodpecker
Toy Story
Dr. Strangelove
Octopus
M*A*S*H
S.W.A.T.
S*P*Y*S
Se7en
Thir13en Ghosts
Fant4stic
L4yer Cake
Tron 2.0
WALL·E
The Pianist
Piranha
Pinocchio
The Vagina Monologues
Tampopo
Taxidermia
Tootsie
Boobs in the Wood
Booby Trap
Boob Tube
Balls of Fury
Spaceballs
Dodgeball
The Squeaking Squid
Squid Game
Spunk
Spun
Skunk Anansie
Hoosiers
Ho Chi Minh
Whoopee!
Who's Harry Crumb?
Whose Line Is It Anyway?
The Whole Nine Yards
The Whole Ten Yards
Whiplash
La Maman et la Putain
La Putain du roi
Les Bronzés font du ski
Le Dîner de cons
Cul-de-sac
Pépé le Moko
Un prophète
Entre les murs
La Haine
La Grande Bouffe
Les Valseuses
Bande à part
Le Salaire de la peur
Les Enfants du paradis
Le Retard
Plus tard tu comprendras
Trop tard
Les Douches
Pas de scandale
Niki de Saint Phalle
L'Unique
Martinique aux femmes
""".splitlines()
    if line.strip()
)
