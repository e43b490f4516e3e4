"""Names of places that the zone tables leave out: data for `read_zone`,
written the way `folded` leaves it."""

from __future__ import annotations

from collections.abc import Mapping

CITIES: Mapping[str, str] = {
    "America/Chicago": "dallas|houston|austin|san antonio|minneapolis|new orleans|nashville|st louis|"
    "milwaukee|kansas city|memphis",
    "America/Denver": "salt lake city|albuquerque|colorado springs|boulder",
    "America/Los_Angeles": "la|san francisco|sf|seattle|san diego|portland|las vegas|sacramento|"
    "san jose california|oakland",
    "America/New_York": "nyc|new york city|boston|miami|atlanta|philadelphia|washington|washington dc|"
    "orlando|charlotte|tampa|"
    "brooklyn|pittsburgh|cleveland|baltimore|jacksonville",
    "America/Phoenix": "tucson|scottsdale",
    "America/Toronto": "ottawa|montreal|quebec city|hamilton ontario",
    "America/Edmonton": "calgary",
    "America/Sao_Paulo": "rio|rio de janeiro|brasilia|belo horizonte|curitiba|porto alegre|sampa",
    "America/Mexico_City": "guadalajara|cdmx|puebla",
    "America/Bogota": "medellin|cali|cartagena",
    "America/Argentina/Buenos_Aires": "buenos aires|rosario",
    "Asia/Manila": "cebu|cebu city|davao|davao city|quezon city|makati|taguig|baguio|iloilo|bacolod|"
    "cagayan de oro|metro manila",
    "Asia/Kolkata": "mumbai|bombay|delhi|new delhi|bangalore|bengaluru|chennai|hyderabad|pune|calcutta|"
    "ahmedabad|kochi|jaipur",
    "Asia/Karachi": "lahore|islamabad|rawalpindi|faisalabad",
    "Asia/Dhaka": "chittagong|sylhet",
    "Asia/Shanghai": "beijing|shenzhen|guangzhou|chengdu|hangzhou",
    "Asia/Ho_Chi_Minh": "hanoi|saigon|da nang|ho chi minh city",
    "Asia/Tokyo": "osaka|kyoto|nagoya|sapporo",
    "Asia/Jerusalem": "tel aviv|haifa",
    "Asia/Dubai": "abu dhabi|sharjah",
    "Asia/Riyadh": "jeddah|mecca",
    "Asia/Jakarta": "bandung|surabaya|yogyakarta",
    "Asia/Makassar": "bali|denpasar|ubud",
    "Asia/Bangkok": "chiang mai|phuket",
    "Africa/Lagos": "abuja|ibadan|port harcourt",
    "Africa/Johannesburg": "cape town|durban|pretoria",
    "Africa/Nairobi": "mombasa",
    "Africa/Cairo": "alexandria|giza",
    "Africa/Casablanca": "rabat|marrakesh|marrakech",
    "Europe/London": "manchester|birmingham|edinburgh|glasgow|leeds|liverpool|bristol|cardiff|belfast|"
    "england|scotland|wales|"
    "northern ireland",
    "Europe/Berlin": "munich|munchen|hamburg|frankfurt|cologne|koln|stuttgart|dusseldorf|leipzig",
    "Europe/Madrid": "barcelona|valencia|seville|sevilla|malaga|bilbao",
    "Europe/Lisbon": "porto|lisboa|braga",
    "Europe/Paris": "lyon|marseille|toulouse|nice|bordeaux",
    "Europe/Rome": "roma|milan|milano|naples|turin|florence",
    "Europe/Zurich": "geneva|basel|bern|lausanne",
    "Europe/Amsterdam": "rotterdam|the hague|utrecht|eindhoven",
    "Europe/Warsaw": "krakow|wroclaw|gdansk|poznan|warszawa",
    "Europe/Bucharest": "cluj|timisoara|iasi",
    "Europe/Kyiv": "kiev|kyiv|lviv|odesa|odessa|kharkiv|dnipro",
    "Europe/Istanbul": "ankara|izmir",
    "Europe/Moscow": "st petersburg|saint petersburg",
    "Europe/Stockholm": "gothenburg|malmo",
    "Europe/Vienna": "graz|salzburg|wien",
    "Europe/Prague": "brno|praha",
    "Australia/Sydney": "canberra|newcastle nsw",
    "Australia/Brisbane": "gold coast|cairns",
    "Pacific/Auckland": "wellington|christchurch",
    "Pacific/Honolulu": "hawaii",
}
ONE_MEANT = frozenset({"louisville", "indianapolis", "buenos aires", "cordoba", "mendoza"})

MAIN_ZONES: Mapping[str, tuple[str, ...]] = {  # as CLDR's primary zones: nearly everybody lives in it
    "CL": ("America/Santiago",),
    "CN": ("Asia/Shanghai",),
    "CY": ("Asia/Nicosia",),
    "DE": ("Europe/Berlin",),
    "AR": ("America/Argentina/Buenos_Aires",),
    "EC": ("America/Guayaquil",),
    "ES": ("Europe/Madrid",),
    "MY": ("Asia/Kuala_Lumpur",),
    "NZ": ("Pacific/Auckland",),
    "PT": ("Europe/Lisbon",),
    "UA": ("Europe/Kyiv",),
    "UZ": ("Asia/Tashkent",),
    "US": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix",
           "America/Anchorage", "Pacific/Honolulu"),
    "CA": ("America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Vancouver", "America/Halifax",
    "America/St_Johns"),
    "BR": ("America/Sao_Paulo", "America/Manaus", "America/Fortaleza"),
    "AU": ("Australia/Sydney", "Australia/Brisbane", "Australia/Perth", "Australia/Adelaide",
    "Australia/Melbourne"),
    "MX": ("America/Mexico_City", "America/Tijuana", "America/Cancun"),
    "ID": ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"),
    "RU": ("Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk", "Asia/Vladivostok"),
}  # fmt: skip
COUNTRY_NAMES: Mapping[str, str] = {
    "GB": "uk|great britain|britain|gb",
    "US": "usa|us|america|united states of america|the states|states",
    "PH": "phils|pilipinas|ph|the philippines",
    "DE": "deutschland",
    "ES": "espana",
    "BR": "brasil",
    "NL": "holland|the netherlands",
    "AE": "uae|emirates",
    "CZ": "czech republic",
    "TR": "turkey",
    "KR": "korea|south korea",
    "ZA": "rsa",
    "IT": "italia",
    "MX": "mexico",
    "IE": "republic of ireland|eire",
}

AREAS = frozenset(
    {
        "africa",
        "america",
        "antarctica",
        "arctic",
        "asia",
        "atlantic",
        "australia",
        "europe",
        "indian",
        "pacific",
    }
)

UTC = frozenset({"utc", "z", "zulu", "universal time", "coordinated universal time"})
LETTER_CODES: Mapping[str, tuple[str, ...]] = {  # clocks' names stand for several places and half a year
    **dict.fromkeys(
        ("est", "edt", "et", "eastern", "easterntime", "useastern", "est5edt"),
        ("America/New_York", "America/Toronto"),
    ),
    **dict.fromkeys(
        ("cst", "cdt", "ct", "central", "centraltime", "uscentral", "cst6cdt"),
        ("America/Chicago", "Asia/Shanghai"),
    ),
    **dict.fromkeys(
        ("mst", "mdt", "mt", "mountain", "mountaintime", "usmountain", "mst7mdt"),
        ("America/Denver", "America/Phoenix"),
    ),
    **dict.fromkeys(
        ("pst", "pdt", "pt", "pacific", "pacifictime", "uspacific", "pst8pdt"),
        ("America/Los_Angeles", "Asia/Manila"),
    ),
    **dict.fromkeys(("akst", "akdt"), ("America/Anchorage",)),
    **dict.fromkeys(("hst",), ("Pacific/Honolulu",)),
    **dict.fromkeys(("ast", "adt"), ("America/Halifax", "Asia/Riyadh")),
    **dict.fromkeys(("brt", "brst"), ("America/Sao_Paulo",)),
    **dict.fromkeys(("art",), ("America/Argentina/Buenos_Aires",)),
    **dict.fromkeys(("gmt", "bst", "gmt0"), ("Europe/London", "Africa/Accra")),
    **dict.fromkeys(("wet", "west"), ("Europe/Lisbon",)),
    **dict.fromkeys(
        ("cet", "cest", "met", "mez", "mesz"), ("Europe/Berlin", "Europe/Paris", "Europe/Madrid")
    ),
    **dict.fromkeys(("eet", "eest"), ("Europe/Athens", "Europe/Kyiv", "Africa/Cairo")),
    **dict.fromkeys(("msk",), ("Europe/Moscow",)),
    **dict.fromkeys(("cat", "sast"), ("Africa/Johannesburg",)),
    **dict.fromkeys(("wat",), ("Africa/Lagos",)),
    **dict.fromkeys(("eat",), ("Africa/Nairobi",)),
    **dict.fromkeys(("gst",), ("Asia/Dubai",)),
    **dict.fromkeys(("pkt",), ("Asia/Karachi",)),
    **dict.fromkeys(("ist",), ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin")),
    **dict.fromkeys(("bdt",), ("Asia/Dhaka",)),
    **dict.fromkeys(("ict",), ("Asia/Bangkok",)),
    **dict.fromkeys(("wib",), ("Asia/Jakarta",)),
    **dict.fromkeys(("pht", "phst"), ("Asia/Manila",)),
    **dict.fromkeys(("sgt",), ("Asia/Singapore",)),
    **dict.fromkeys(("hkt",), ("Asia/Hong_Kong",)),
    **dict.fromkeys(("jst",), ("Asia/Tokyo",)),
    **dict.fromkeys(("kst",), ("Asia/Seoul",)),
    **dict.fromkeys(("aest", "aedt", "aet"), ("Australia/Sydney", "Australia/Brisbane")),
    **dict.fromkeys(("acst", "acdt"), ("Australia/Adelaide",)),
    **dict.fromkeys(("awst",), ("Australia/Perth",)),
    **dict.fromkeys(("nzst", "nzdt", "nzt"), ("Pacific/Auckland",)),
}
USUAL = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto",
    "America/Mexico_City",
    "America/Bogota", "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "Europe/London",
    "Europe/Lisbon", "Europe/Madrid",
    "Europe/Paris", "Europe/Berlin", "Europe/Warsaw", "Europe/Kyiv", "Africa/Lagos", "Africa/Johannesburg",
    "Africa/Nairobi",
    "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Manila", "Asia/Singapore", "Australia/Sydney",
)  # fmt: skip
