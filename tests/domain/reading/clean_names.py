"""Names of people, and of places, that hold the pieces of coarse words. None of them may be flagged."""

from __future__ import annotations

PEOPLE = tuple(
    line.strip()
    for line in """
Dick Van Dyke
Dick Tracy
Dick Wolf
Dick Clark
Dick Cavett
Dick Miller
Dick Donner
Dick Powell
Dick York
Dick Sargent
Dick Smothers
Dick Halloran
Dick Grayson
Dick Solomon
Dick Bos
Dick Advocaat
Dick Fosbury
Dick Button
Philip K. Dick
Andy Dick
Kirby Dick
Nigel Dick
Greg Dyke
Jerry Van Dyke
Anthony van Dyck
Alex Cox
Courteney Cox
Laverne Cox
Brian Cox
Joe Cocker
Jarvis Cocker
Bruce Cockburn
Johnny Cochran
Johnnie Cockrell
Alan Cumming
Elaine Cummings
E. E. Cummings
Benedict Cumberbatch
Constance Cummings
Rusty Cundieff
Peter Dinklage
Gene Hackman
Wayne Dicky
Emily Dickinson
Angie Dickinson
Charles Dickens
Janice Dickinson
Dickie Greenleaf
Kim Dickens
Hilary Swank
Abigail Titmuss
Fred Titmus
Alan Titchmarsh
Tito Puente
Titus Welliver
Titus Andronicus
Uma Thurman
Nicole Kidman
Natalie Weiner
Anthony Weiner
Michael Fassbender
Julian Assange
Armand Assante
Cass Elliot
Cassavetes
John Cassavetes
Vincent Cassel
Seymour Cassel
Nick Cassavetes
Rhys Ifans
Lars von Trier
Bastian Schweinsteiger
Jean Batard
Basil Rathbone
Hugh Bonneville
Marie-Josée Croze
Shia LaBeouf
Shirley MacLaine
Alfred Hitchcock
Christopher Hitchens
Guy Ritchie
Lionel Richie
Shane Ritchie
Robin Wright
Shih Kien
Shinichi Shitara
Takeshi Kitano
Takashi Miike
Yoshitaka Amano
Yoshito Usui
Kenji Mizoguchi
Keisuke Kinoshita
Chishū Ryū
Kōhei Matsushita
Tomohisa Yamashita
Kana Harada
Hideaki Takeshita
Masaki Kobayashi
Mishito Tanaka
Toshiro Mifune
Fukada Koji
Kinji Fukasaku
Jun Fukuda
Cary Fukunaga
Kenichi Fukuyama
Harshita Gaur
Harshit Rana
Darshit Sharma
Rakshit Shetty
Akshita Mudgal
Ishita Dutta
Nishita Goswami
Madhuri Dixit
Rishit Desai
Shital Shah
Kshitij Patwardhan
Aasif Mandvi
Kunal Nayyar
Kunal Kapoor
Sukumar
Dikshita Seth
Phuc Nguyen
Nguyễn Phúc
Bich Phuong
Long Duk Dong
Wong Kar-wai
Fuk Luk Sau
Chow Tai Fook
Fook Mi
Park Chan-wook
Bong Joon-ho
Gong Li
Wang Bing
Dong Fangzhuo
Ang Lee
Peter Ho-Sun Chan
Phuong Anh
Christian Slater
Sandra Hüller
Til Schweiger
Kiko Mizuhara
Kike Maíllo
Kike Hernández
Enrique "Kike" San Francisco
Tits Brouwer
Jacques Tits
Polack Jonah
Jonah Polack
Sydney Pollack
Jackson Pollock
Boner Stabone
Brian Boner
Yvonne Craig
Carleton Coon
Tim Tebow
Titty Walker
Pussy Galore
Pussy Riot
Bill Cosby
Dustin Hoffman
Fanny Ardant
Fanny Brice
Fannie Flagg
Fanny and Alexander
Gaylord Focker
Greg Focker
Tyson Gay
Rudy Gay
Marvin Gaye
John Gay
Randy Newman
Willy Brandt
Woody Harrelson
Woody Allen
Rod Steiger
Rip Torn
Chuck Norris
Chuck Palahniuk
Huck Finn
Buck Henry
Donald Duck
Lucky Luke
Friar Tuck
Mike Hunt
Helen Hunt
Ethan Hunt
Linda Hunt
Tom Hooper
Tobe Hooper
Dennis Hopper
Harry Shearer
Harold Pinter
Slutsky
Evgeny Slutsky
Leonid Slutsky
Herman Lipshitz
Jacques Lipchitz
Ralph Lifshitz
Alicia Witt
Joss Whedon
Kevin Spacey
Sissy Spacek
Kristin Scott Thomas
Ashton Kutcher
Butch Cassidy
Butch Coolidge
Bitsie Tulloch
Mitch Hedberg
Mitchum
Robert Mitchum
Jeff Nichols
Nicholas Nickleby
Nick Cannon
Nicki Minaj
Nikki Glaser
Niggli
Anthony Negron
Ruth Negga
Negan
Nigella Lawson
Nigel Hawthorne
Niger Innis
Tarantino
Retief Goosen
Pierre Tardi
Jacques Tardi
Gaspard Ulliel
Bertrand Tavernier
Jean Dujardin
Luc Besson
Emmanuelle Béart
Conchata Ferrell
Conan O'Brien
Con O'Neill
Pope Pius
Yasujirō Ozu
Nguyen Van Phuc
Mong Kok
Monty Python
Wanda Sykes
Wankhede
Wes Craven
Wesley Snipes
Mo'Nique
Dominique Sanda
Véronique Jannot
Monique Mercure
Joe Pesci
Pippi Longstocking
Ben Whishaw
Tessa Thompson
Sasha Grey
Jassa Ahluwalia
Hassan
""".splitlines()
    if line.strip()
)

PLACES = tuple(
    line.strip()
    for line in """
Scunthorpe
Penistone
Clitheroe
Lightwater
Middlesex
Essex
Sussex
Wessex
Cockermouth
Cockfosters
Cockburnspath
Cockington Green
Cocking, West Sussex
Hancock Park
Babcock Ranch
Titchfield
Titley
Lake Titicaca
Titisee
Dickson
Dickinson, North Dakota
Dick's Drive-In
Offa's Dyke
Devil's Dyke
Dyke Road, Brighton
Wansdyke
Shitterton, Dorset
Fukuoka
Fukushima
Fukui
Phuket
Phu Quoc
Slutsk
Königslutter
Niger
Nigeria
Montenegro
Rio Negro
Cumbria
Cumbernauld
Cumberland
Cumming Street
Chorlton-cum-Hardy
Salcombe
Bastogne
La Bastide
Bastia
Basingstoke
Passau
Assam
Assisi
Assen
Nassau
Massachusetts
Alsace
Tarsus
Arsenal
Uranus
Canal Grande
Panama Canal
Banff
Wankdorf stadium
Swansea
Swanage
Twatt, Orkney
Twickenham
Bitche, Moselle
Bitchburn
Hitchin
Pitcairn
Mitcham
Kitchener
Whorlton
Horsham
Hornsea
Spice Islands
Spickard
Coonabarabran
Coonamble
Coon Rapids
Sexten
Nob Hill
Intercourse, Pennsylvania
Pakistan
Japan
Japanese Garden
Chinle
Chinchilla, Queensland
Fagersta
Fagaras
Semenov
Tittmoning
Dildo, Newfoundland
Matsushita building
Shitamachi
Toshima
""".splitlines()
    if line.strip()
)
