/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "duo-demo-people.h"

static const DuoDemoCompany companies[] = {
    {"Kvarken Systems", "kvarken.example", "Storage for research and public archives",
     "240 in Uppsala, Gdańsk and remote", "English|Swedish|Polish"},
    {"Fjordlys Energi", "fjordlys.example", "Power electronics for offshore wind",
     "1,100 in Bergen and Aberdeen", "English|Norwegian"},
    {"Saltholm Biotech", "saltholm.example", "Enzymes designed by computer", "180 in Copenhagen and Lund",
     "English|Danish|Swedish"},
    {"Halden Grid", "haldengrid.example", "Forecasts and meters for electricity networks",
     "620 in Halden and Pune", "English|Norwegian|Hindi"},
    {"Aurora Mobility", "auroramobility.example", "Self-driving shuttles for snow and ice",
     "340 in Oulu and Tromsø", "English|Finnish|Norwegian"},
    {"Brisling Payments", "brisling.example", "Payments between banks that still use tapes",
     "90 in Oslo, Tunis and remote", "English|French|Arabic"},
    {"Merekivi Software", "merekivi.example", "Accessible interfaces for public services",
     "75 in Tallinn and Lagos", "English|Estonian|Yoruba"},
    {"Polarstern Robotics", "polarstern.example", "Robots for laboratories and harbours",
     "510 in Bremerhaven and Taichung", "English|German|Mandarin Chinese"},
    {"Hrafn Geospatial", "hrafn.example", "Maps of land that moves", "28 in Reykjavík", "English|Icelandic"},
    {"Nordhavn Logistics", "nordhavn.example", "Planning for ports and the trains behind them",
     "4,300 in 14 countries", "English|Danish|Zulu|Dutch"},
    {"Lumen Acoustics", "lumenacoustics.example", "Hearing aids and measuring microphones", "260 in Aarhus",
     "English|Danish"},
    {"Skärgård Health and Tampere Optics Joint Research Laboratories", "skargard.example",
     "Cameras and software that see skin change", "45 in Stockholm and Tampere", "English|Swedish|Finnish"},
};

#define DIRECT DUO_DEMO_DIRECT
#define SELECTIVE 0

static const DuoDemoRecruiter recruiters[] = {
    {"Ada Lindqvist", "Engineering Manager", 0, DIRECT | DUO_DEMO_QUICK,
     "Rust|Distributed systems|Storage engines|Graduates|Master’s thesis", "English|Swedish",
     "I lead the storage team in Uppsala: nine people, two of them hired at this event last year. I like to "
     "talk "
     "about how you debug, not about puzzles. Bring something you built, finished or not.",
     NULL},
    {"Ingrid Solberg", "Talent Partner", 1, SELECTIVE | DUO_DEMO_BUSY, "Power electronics|Embedded C",
     "English|Norwegian",
     "Two thesis positions and a trainee programme with six places. I answer within a day, also to say no.",
     "Which of our sites could you move to, and from when?"},
    {"Mateusz Kowalczyk", "Head of Data", 2, DIRECT | DUO_DEMO_FULL | DUO_DEMO_LONG, "Bioinformatics|Python",
     "English|Polish|Danish",
     "We fold proteins on too few graphics cards and look for people who enjoy that.", NULL},
    {"Priya Raghunathan", "Principal Recruiter", 3, SELECTIVE, "Data engineering|Kotlin|Internships",
     "English|Tamil|Hindi",
     "Forty million meter readings a day. I hire for the teams that take them in, in Halden and in Pune.",
     "Which data set would you like to work on?"},
    {"Tuomas Heikkinen", "Staff Engineer", 4, DIRECT | DUO_DEMO_BUSY, "C++|Robotics|Master’s thesis",
     "English|Finnish", "Ask me how a lidar sees falling snow. I will ask you how you would find out.", NULL},
    {"Leïla Benhaddou", "Recruiting Lead", 5, SELECTIVE, "Security|Go", "English|French|Arabic",
     "Small teams, old protocols, real money. We read your code before we meet, so send some.",
     "What is the oldest code you have changed?"},
    {"Oluwaseun Adeyemi", "VP Engineering", 6, DIRECT, "Frontend|Accessibility|TypeScript", "English|Yoruba",
     "Half of our engineers use a screen reader every day, some because they test with it, some because they "
     "need it.",
     NULL},
    {"Chen Yu-ting", "Robotics Lead", 7, DIRECT | DUO_DEMO_LONG, "Motion planning|ROS 2|Perception",
     "English|Mandarin Chinese|German", "Seven arms, one laboratory, no collisions so far this year.", NULL},
    {"Jón Þór Einarsson", "CTO", 8, SELECTIVE | DUO_DEMO_PAUSED, "GIS|Remote sensing", "English|Icelandic",
     "We measure how the ground rises before a volcano does. I am travelling on the second day.", NULL},
    {"Thandiwe Mokoena", "Campus Recruiter", 9, SELECTIVE, "Operations research|Graduates",
     "English|Zulu|Sesotho",
     "I look after everybody’s first two years with us. No port experience needed: you will get your boots.",
     NULL},
    {"Søren Vestergaard", "Team Lead, Firmware", 10, DIRECT, "DSP|Embedded C|Zephyr", "English|Danish",
     "Twelve milliwatts for everything. If that sounds like fun, come by.", NULL},
    {"Nilufar Karimova", "People & Culture", 11, SELECTIVE, "Product design|UX research",
     "English|Uzbek|Russian|Swedish", "Bring one thing you changed your mind about.",
     "What did you change your mind about?"},
    {"Piotr Zieliński", "Site Reliability", 0, DIRECT | DUO_DEMO_BUSY, "Observability|Linux|On-call",
     "English|Polish", "I run the part that must not stop. We write about every outage, in public.", NULL},
    {"Yuki Tanabe", "Senior Scientist", 2, SELECTIVE, "Protein folding|Machine learning", "English|Japanese",
     "I read posters first and CVs second.", NULL},
    {"Aino Virtanen", "Optics Engineer", 11, DIRECT, "Optics|Image processing|Master’s thesis",
     "English|Finnish", "One desk, one laser, one thesis student a year.", NULL},
    {"Rosa Quispe", "Field Engineering Manager", 3, DIRECT, "Electrical engineering|Field work",
     "English|Spanish|Quechua", "My team climbs things. You do not have to, but you will want to.", NULL},
    {"Bartholomäus Freiherr von Hohenlohe-Waldenburg-Schillingsfürst", "Chief Harbour Automation Officer", 7,
     SELECTIVE | DUO_DEMO_LONG, "Control theory|Cranes|Safety", "German|English|French",
     "Please call me Bart. I have run cranes for thirty years, and I am looking for the person who will stop "
     "me.",
     "Which standard did you last read from beginning to end, and what would you strike out of it?"},
    {"Maria-José da Conceição Albuquerque e Vasconcelos Magalhães", "Global Early Careers Programme Director",
     9, DIRECT | DUO_DEMO_BUSY, "Graduates|Supply chain|Trainee programmes|Relocation",
     "Portuguese|English|Dutch|Spanish",
     "Fourteen countries, one programme, two years, three rotations. I answer questions about visas too.",
     NULL},
    {"Wei Zhang", "Backend Engineer", 0, DIRECT, "Go|PostgreSQL", "English|Mandarin Chinese",
     "I joined from this event in 2024. Ask me what it is really like.", NULL},
    {"Siobhán Ní Dhomhnaill", "Compliance Engineer", 5, DIRECT, "Regulation|Testing", "English|Irish",
     "I turn laws into test cases.", NULL},
    {"Kwabena Osei-Tutu", "Product Manager", 6, SELECTIVE, "Public sector|Service design", "English|Twi",
     "Forms that people finish. That is the whole product.", NULL},
    {"Nguyễn Thị Minh Khai", "Perception Engineer", 4, DIRECT | DUO_DEMO_FULL | DUO_DEMO_LONG,
     "Computer vision|CUDA|C++", "English|Vietnamese|Finnish", "Snow, glare, reindeer. In that order.", NULL},
    {"Zoë van den Heuvel", "Planning Scientist", 9, DIRECT, "Optimisation|Julia", "Dutch|English",
     "Ten thousand containers, one of them is always in the wrong place.", NULL},
    {"Giorgos Papadimitrakopoulos", "Algorithm Engineer", 10, SELECTIVE, "DSP|MATLAB|Acoustics",
     "English|Greek", "I make restaurants quieter, for one person at a time.",
     "Which sound would you remove from the world?"},
    {"Freyja Björnsdóttir", "Geodesist", 8, DIRECT, "GNSS|Python|Field work", "English|Icelandic",
     "Our newest station stands where there was sea last year.", NULL},
    {"Ahmad al-Rashid", "Grid Analyst", 3, DIRECT, "Forecasting|Statistics", "English|Arabic",
     "Tell me how you would forecast the demand of a village with one bakery.", NULL},
    {"Hanna-Leena Korhonen", "Trainee Coordinator", 4, SELECTIVE, "Graduates|Internships|Robotics",
     "Finnish|Swedish|English", "Ten summer places in Oulu, with a sauna in the office.", NULL},
    {"Dmytro Shevchenko", "Security Engineer", 5, DIRECT, "Cryptography|Rust|Go", "English|Ukrainian",
     "I break our things before others do.", NULL},
    {"Margit Tamm", "Design Lead", 6, DIRECT | DUO_DEMO_BUSY, "Typography|Design systems|Frontend",
     "Estonian|English", "Portfolio optional, curiosity not.", NULL},
    {"Lars-Göran Åkesson", "Head of Hardware", 1, SELECTIVE, "Power electronics|High voltage",
     "Swedish|English", "Thirty-six kilovolts and nobody hurt since 1998.", NULL},
    {"Eilidh MacGregor", "Offshore Operations", 1, DIRECT, "Offshore|Safety|Mechanics",
     "English|Scottish Gaelic", "You can be seasick and still be good at this. I am.", NULL},
    {"Anjali Deshpande", "Engineering Manager", 3, DIRECT, "Kotlin|Streaming|Leadership",
     "English|Marathi|Hindi", "My team in Pune ships every Tuesday.", NULL},
    {"Emil Nørgaard", "Enzyme Engineer", 2, DIRECT, "Wet lab|Python|Automation", "Danish|English",
     "Half bench, half keyboard.", NULL},
    {"Sara Mikkelsen", "People Partner", 10, SELECTIVE, "Graduates|Internships", "Danish|English",
     "First call, no preparation needed.", NULL},
    {"Lin Mei-hua", "Controls Engineer", 7, DIRECT, "Control theory|C++|PLC", "Mandarin Chinese|English",
     "Taichung and Bremerhaven twice a year. I still get the time zones wrong.", NULL},
    {"José Ángel Fernández Ibarretxe", "Rail Systems", 9, DIRECT, "Railways|Simulation|Java",
     "Spanish|Basque|English", "The trains behind the port are the interesting part.", NULL},
    {"Katarzyna Wiśniewska", "Research Archivist", 0, SELECTIVE, "Metadata|Digital preservation",
     "Polish|English", "What will your files be in a hundred years?",
     "Which file format would you save from a fire?"},
    {"Mahsa Rostami", "Clinical Data Scientist", 11, DIRECT, "Statistics|R|Ethics", "English|Persian|Swedish",
     "I like slow, careful people.", NULL},
    {"Tesfaye Woldemariam", "Mobile Engineer", 6, DIRECT, "Kotlin|Accessibility", "English|Amharic",
     "Works offline or does not work.", NULL},
    {"Bo Li", "Intern Mentor", 7, DIRECT | DUO_DEMO_PAUSED, "Internships", "English", "Back tomorrow.", NULL},
};

static const DuoDemoTalent talents[] = {
    {"Amara Okafor", "MSc Computer Science, Uppsala University",
     "Rust|Storage engines|Distributed systems|Observability", "English|Igbo|Swedish",
     "I built a log-structured store for my thesis. Two years of teaching assistance in operating systems. "
     "Looking for "
     "a junior storage or systems role from July."},
    {"Hyejin Park", "BSc Software Engineering, KTH", "Kotlin|Data engineering|Streaming",
     "English|Korean|Swedish", "Two summers on a team that runs 400 databases and sleeps at night."},
    {"Samuel Mensah", "PhD candidate, Aalto", "Forecasting|Statistics|Power electronics",
     "English|Twi|Finnish", "My research is on forecasting load in rural networks."},
    {"Elif Yıldız", "Backend developer, 3 years", "Go|Security|PostgreSQL", "English|Turkish",
     "I moved from payments to energy last year and have not looked back."},
    {"Kai Nakamura", "MSc Embedded Systems, Chalmers", "Embedded C|Zephyr|DSP", "English|Japanese|Swedish",
     "Smart meters were my bachelor project; I would do most of it differently now."},
    {"Noor Haddad", "BSc Mathematics, Lund", "Optimisation|Julia|Graduates", "English|Arabic|French",
     "I do not have industry experience yet, but I have three semesters of tutoring."},
    {"Luca Ferrante", "Site reliability, 5 years", "Linux|Observability|On-call", "Italian|English",
     "Looking for a team where on-call means learning something."},
    {"Fatima Zahra Idrissi", "MSc Data Engineering, DTU", "Streaming|Python|Data engineering",
     "English|French|Arabic|Danish", "My thesis is on stream joins that survive a lost day."},
    {"Mikael Sjöström", "Career changer, teacher", "Python|GIS|Field work", "Swedish|English",
     "After nine years of teaching physics I have finished a programming course and two small programs that "
     "my school "
     "still uses."},
    {"Minh Anh Trần", "MSc Robotics, TU Berlin", "ROS 2|Motion planning|C++", "English|German|Vietnamese",
     "I like robots that know when to stop."},
    {"Maximiliana Konstantinopoulou-Featherstonehaugh of Inverness", "Doctoral researcher, Edinburgh",
     "Typography|Accessibility|Design systems", "English|Greek|Scottish Gaelic",
     "I measure how long people look for a button."},
    {"Ng Wai", "Student", "Rust", "English", NULL},
};

static const DuoDemoNames names[] = {
    {"Emma|Erik|Astrid|Oskar|Linnéa|Nils|Elsa|Viktor",
     "Andersson|Bergström|Håkansson|Nyqvist|Öberg|Lundgren|Sandberg", "Swedish|English", FALSE},
    {"Chidinma|Emeka|Ngozi|Obinna|Adaeze|Ikenna", "Okonkwo|Nwosu|Eze|Onyekachi|Umeh|Chukwuemeka-Obiora",
     "English|Igbo", FALSE},
    {"Aarav|Diya|Kabir|Meera|Rohan|Ishita|Vikram", "Sharma|Iyer|Chatterjee|Venkatasubramanian|Patel|Kulkarni",
     "English|Hindi", FALSE},
    {"Wei|Xiaoming|Jing|Haoran|Yifan|Lihua", "Wang|Liu|Zhao|Ouyang|Sun|Huang", "Mandarin Chinese|English",
     TRUE},
    {"Haruto|Sakura|Ren|Aoi|Yuto|Hinata", "Sato|Yamamoto|Kobayashi|Watanabe|Ishikawa|Hasegawa",
     "Japanese|English", FALSE},
    {"Sofía|Mateo|Valentina|Santiago|Lucía|Joaquín",
     "García Márquez|Rodríguez|Hernández Soto|Muñoz|Quiroga|Ibáñez", "Spanish|English", FALSE},
    {"João|Beatriz|Tiago|Mariana|Caetano|Inês", "Silva|dos Santos|Gonçalves|de Almeida Prado|Araújo|Leitão",
     "Portuguese|English", FALSE},
    {"Fatima|Omar|Layla|Yusuf|Salma|Karim", "Haddad|el-Sayed|Benali|Mansour|al-Khatib|Bouazizi",
     "Arabic|French|English", FALSE},
    {"Anna|Mikołaj|Zofia|Łukasz|Agnieszka|Stanisław", "Nowak|Wójcik|Szczepański|Lewandowska|Dąbrowski|Żak",
     "Polish|English", FALSE},
    {"Linh|Đức|Thảo|Quân|Hương|Bảo", "Nguyễn|Phạm|Lê|Hoàng|Đặng|Vũ", "Vietnamese|English", TRUE},
    {"Seo-yeon|Min-jun|Ji-woo|Do-yun|Ha-eun|Jun-ho", "Kim|Lee|Choi|Jung|Kang|Namgung", "Korean|English",
     TRUE},
    {"Léa|Théo|Chloé|Raphaël|Margaux|Loïc", "Dubois|Lefèvre|Rousseau|d’Aboville|Bouchard|Saint-Étienne",
     "French|English", FALSE},
    {"Hannah|Jonas|Käthe|Lukas|Friederike|Jörg", "Müller|Schäfer|Groß|Weißenberger|Kühn|Ahrens",
     "German|English", FALSE},
    {"Aigerim|Nursultan|Dana|Timur|Madina|Ruslan", "Akhmetova|Bekov|Zhumabaev|Karimov|Tursunova|Sadykov",
     "Kazakh|Russian|English", FALSE},
    {"Makena|Kipchoge|Wanjiru|Otieno|Zawadi|Baraka", "Mwangi|Odhiambo|Kamau|Njoroge|Achieng|Kiplagat",
     "Swahili|English", FALSE},
    {"Mehmet|Zeynep|Emre|Ayşe|Çağla|Oğuz", "Yılmaz|Öztürk|Şahin|Kılıç|Aydın|Doğan", "Turkish|English", FALSE},
    {"Keoni|Leilani|Mana|Hina|Tane|Moana", "Kealoha|Tuiasosopo|Te Rangi|Faleolo|Mahuta|Kahananui",
     "English|Māori", FALSE},
    {"Niamh|Seán|Caoimhe|Rhys|Angharad|Iain",
     "O’Sullivan|Ó Briain|Llewellyn|Mac Giolla Phádraig|Sinclair|Price", "English|Irish", FALSE},
};

const DuoDemoCompany *
duo_demo_get_companies (guint *n)
{
  *n = G_N_ELEMENTS (companies);
  return companies;
}

const DuoDemoRecruiter *
duo_demo_get_recruiters (guint *n)
{
  *n = G_N_ELEMENTS (recruiters);
  return recruiters;
}

const DuoDemoTalent *
duo_demo_get_talents (guint *n)
{
  *n = G_N_ELEMENTS (talents);
  return talents;
}

const DuoDemoNames *
duo_demo_get_names (guint *n)
{
  *n = G_N_ELEMENTS (names);
  return names;
}

const char *const duo_demo_titles[] = {
    "Recruiter",
    "Senior Recruiter",
    "Engineering Manager",
    "Team Lead",
    "Staff Engineer",
    "Hiring Manager",
    "Talent Acquisition",
    "Principal Engineer",
    "Head of Research",
    "Graduate Programme Lead",
    "Data Scientist",
    "Product Manager",
    "Director of Engineering",
    "People Partner",
    NULL,
};

const char *const duo_demo_studies[] = {
    "MSc Computer Science, %s",
    "BSc Mathematics, %s",
    "MSc Energy Systems, %s",
    "PhD candidate, %s",
    "BEng Electrical Engineering, %s",
    "MSc Human–Computer Interaction, %s",
    "Frontend developer, %s",
    "Embedded developer, %s",
    "Data analyst, %s",
    "MSc Physics, %s",
    "Logistics trainee, %s",
    "Self-taught, %s",
    "MSc Bioinformatics, %s",
    "Designer, %s",
    NULL,
};

const char *const duo_demo_places[] = {
    "Uppsala",     "KTH",    "Aalto",      "Lund",     "Chalmers",  "DTU",
    "NTNU",        "Tartu",  "ETH Zürich", "TU Delft", "Makerere",  "IIT Madras",
    "Tohoku",      "UNAM",   "São Paulo",  "Bilkent",  "Reykjavík", "Trinity College Dublin",
    "Gdańsk Tech", "Hà Nội", NULL,
};

const char *const duo_demo_topics[] = {
    "Rust",
    "Go",
    "Python",
    "Kotlin",
    "C++",
    "TypeScript",
    "Julia",
    "R",
    "Distributed systems",
    "Storage engines",
    "Embedded C",
    "Zephyr",
    "DSP",
    "Robotics",
    "ROS 2",
    "Computer vision",
    "Machine learning",
    "Statistics",
    "Forecasting",
    "Data engineering",
    "Streaming",
    "Security",
    "Cryptography",
    "Accessibility",
    "Frontend",
    "Product design",
    "UX research",
    "Power electronics",
    "Control theory",
    "GIS",
    "Remote sensing",
    "Bioinformatics",
    "Operations research",
    "Optimisation",
    "Railways",
    "Safety",
    "Testing",
    "Linux",
    "Observability",
    "PostgreSQL",
    "Graduates",
    "Internships",
    "Master’s thesis",
    "Leadership",
    NULL,
};

const char *const duo_demo_recruiter_texts[] = {
    "We have three places for people who like %s.",
    "Come with questions about %s; I have some too.",
    "My team of seven works on %s, and every one of us writes documentation.",
    "Experience with %s helps. Patience helps more.",
    "I started with %s fifteen years ago and still learn something each week. Tell me what you learnt last "
    "week.",
    "No homework, no puzzles: we talk about %s, and then you meet the team.",
    NULL,
};

const char *const duo_demo_talent_texts[] = {
    "I enjoy %s and explaining it to people who do not.",
    "My last project was about %s; ask me what went wrong.",
    "Looking for a first job around %s, from August.",
    "Three years of %s in a small company, now curious about a large one.",
    "I taught %s to first-year students and learnt most of it there.",
    "Half of my thesis is %s, the other half is finding out why it was slow.",
    "%s by day, choir by night.",
    NULL,
};

const char *const duo_demo_questions[] = {
    "Which of your projects should we talk about?",
    "What would you like to learn in your first year?",
    "When could you start?",
    "What do you read?",
    NULL,
};

const char *const duo_demo_messages[] = {
    "I have read what your team wrote about last year’s outage, twice. I would have made the same mistake.",
    "Your open position is close to my thesis. Could we talk for a quarter of an hour?",
    "I am not sure that I fit, and I would like to find out.",
    "A friend of mine started with you last year and has not stopped talking about it.",
    "Do you also take people who want to work four days a week?",
    NULL,
};
