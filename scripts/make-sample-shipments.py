#!/usr/bin/env python3
"""Writes data/sample/shipments.csv: 1,000 invented shipments, mixed and plausible, the same on every run.

    python3 scripts/make-sample-shipments.py [COUNT] > data/sample/shipments.csv

All parties are invented; some are those of the invented list in data/sample/lists. Standard library only."""
import csv
import random
import sys
from datetime import date, timedelta

SEED = 20240223
STEMS = ["Nordlicht", "Ostwind", "Kestrel", "Silverbrook", "Marenga", "Tavira", "Lumen", "Arctos", "Velano", "Quorum", "Basalt", "Harrow",
         "Pinecrest", "Solvara", "Merid", "Calyx", "Orlane", "Tundra", "Vantor", "Zephira", "Almaz Trade", "Altyn Kopru", "Jade Harbor",
         "Blue Falcon", "Golden Dune", "Anadolu Yildiz", "Caspi Line", "Samruk Impex", "Lotus Bay", "Hawthorn"]
KINDS = {"de": ["GmbH", "AG"], "us": ["Inc.", "LLC", "Corp."], "nl": ["B.V."], "gb": ["Ltd", "plc"], "jp": ["K.K."], "kr": ["Co., Ltd."],
         "tw": ["Co., Ltd."], "cn": ["Co., Ltd."], "hk": ["Limited"], "ae": ["FZE", "LLC", "Trading LLC"], "tr": ["A.S.", "Ltd. Sti."],
         "kz": ["LLP"], "kg": ["OsOO"], "am": ["LLC"], "in": ["Pvt Ltd"], "br": ["Ltda"], "pl": ["Sp. z o.o."], "fr": ["SAS"],
         "it": ["S.r.l."], "uz": ["LLC"], "vn": ["Co., Ltd."], "mx": ["S.A. de C.V."], "ru": ["LLC"], "by": ["LLC"], "ch": ["AG"]}
WORDS = ["Electronics", "Machinery", "Components", "Technik", "Trading", "Industrial", "Systems", "Engineering", "Instruments", "Foods",
         "Textiles", "Auto", "Optics", "Supply", "Medical"]
FROM = ["us"] * 6 + ["de"] * 6 + ["nl", "gb", "jp", "kr", "tw", "cn", "cn", "cn", "fr", "it", "ch", "hk"]
TO = ["in", "br", "mx", "pl", "fr", "gb", "vn", "us", "de", "jp"] * 3 + ["ae", "tr", "kz", "kg", "am", "hk", "uz", "cn"] * 2 + ["ru", "by"]
FORWARDERS = ["Baltic Freight Forwarding OU", "TransPolar Logistics", "Meridian Cargo Services", "环宇国际货运代理有限公司", "ООО Север Логистика"]
# code, description, unit, low and high price, weight of one in kg
GOODS = [
    ("8542.31", "STM32F407VGT6 microcontrollers LQFP-100", "pcs", 4, 9, 0.001), ("8542.31-0060", "XC7A100T-2CSG324I FPGA", "pcs", 90, 180, 0.002),
    ("85423290", "W25Q128JVSIQ serial flash 128 Mbit", "pcs", 0.6, 1.4, 0.001), ("8542.39", "AD7606BSTZ 8-channel converters", "pcs", 9, 22, 0.001),
    ("8542.39", "TTL logic IC 74HC595 SOP-16", "pcs", 0.05, 0.2, 0.0003), ("8542.33", "OPA2134PA op-amps", "pcs", 1, 4, 0.001),
    ("853221", "Tantalum capacitors 47uF 16V T491D", "pcs", 0.2, 0.9, 0.0005), ("8532.24", "MLCC 100nF 50V X7R 0603", "pcs", 0.005, 0.02, 0.0001),
    ("8517.62", "Industrial Ethernet switches 24 ports", "pcs", 210, 900, 3.2), ("8526.91", "u-blox ZED-F9P GNSS modules", "pcs", 90, 170, 0.004),
    ("8504.40", "Switching power supplies 24V 10A", "pcs", 18, 60, 0.6), ("8541.29", "IRFP260N MOSFETs TO-247", "pcs", 1.2, 3, 0.006),
    ("8541.10", "1N4007 rectifier diodes DO-41", "pcs", 0.01, 0.04, 0.0003), ("8482.10", "Deep groove ball bearings 6205-2RS", "pcs", 1, 6, 0.13),
    ("8482.10", "подшипник шариковый 6204", "шт", 1, 4, 0.11), ("8482.20", "Tapered roller bearings 32210", "pcs", 6, 20, 0.6),
    ("8457.10", "5-axis vertical machining centre", "set", 120000, 420000, 9800), ("8458.11", "CNC turning centre with live tools", "set", 70000, 190000, 5200),
    ("8466.93", "Spindle unit for machining centre", "pcs", 4000, 15000, 45), ("8501.31", "无人机电机 无刷 KV920", "pcs", 15, 60, 0.1),
    ("8501.31", "T-Motor F60 Pro brushless motors", "pcs", 20, 45, 0.04), ("8525.89", "Thermal camera cores 640x512", "pcs", 1500, 4200, 0.2),
    ("9014.20", "MEMS inertial navigation systems", "pcs", 2500, 9000, 0.3), ("9030.20", "Digital oscilloscope 200 MHz", "pcs", 350, 2600, 4.1),
    ("8471.50", "Rack servers 2U dual processor", "pcs", 4200, 12000, 24), ("8471.80", "Graphics accelerator cards 24 GB", "pcs", 900, 1900, 1.5),
    ("8486.20", "Plasma etching system for wafers", "set", 400000, 900000, 2500), ("8806.22", "Camera drones 0.9 kg", "pcs", 900, 2300, 1.4),
    ("8807.30", "Carbon frame kit for quadcopter", "set", 60, 240, 0.8), ("9013.10", "Rifle scopes 4-16x50", "pcs", 150, 700, 0.7),
    ("6109.10", "Men's cotton T-shirts, printed", "pcs", 2, 6, 0.2), ("6404.11", "Running shoes, textile upper", "pair", 9, 30, 0.8),
    ("0901.21", "Roasted arabica coffee 1 kg bags", "bag", 7, 14, 1), ("9403.60", "Oak dining tables", "pcs", 120, 400, 38),
    ("9503.00", "Plastic building bricks, age 3+", "set", 5, 30, 0.9), ("4011.10", "Passenger car tyres 205/55R16", "pcs", 30, 80, 9),
    ("3304.99", "Face cream 50 ml", "pcs", 2, 12, 0.1), ("2204.21", "Red wine 0.75 l", "bottle", 3, 20, 1.2), ("1806.90", "Milk chocolate bars", "box", 6, 18, 3),
    ("7318.15", "Hex bolts M10 stainless", "kg", 3, 7, 1), ("3926.90", "Plastic housings for lamps", "pcs", 0.4, 2, 0.1),
    ("8708.99", "Steering knuckles for trucks", "pcs", 40, 120, 11), ("8413.70", "Centrifugal pumps 7.5 kW", "pcs", 300, 1100, 60),
    ("8481.80", "Stainless ball valves 2 inch", "pcs", 12, 45, 1.8), ("9018.90", "Surgical forceps, disposable", "pcs", 0.4, 2, 0.03),
    ("8415.10", "Split air conditioners 12000 BTU", "set", 180, 420, 38), ("8450.11", "Washing machines 7 kg", "pcs", 160, 380, 62),
]
ODD = [("", "Spare parts", "set"), ("", "样品", "pcs"), ("", "запчасти", "шт"), ("8548.00", "Electronic components", "pcs"),
       ("7712.00", "Machine parts", "pcs"), ("8541.40", "Photodiodes InGaAs 1550nm", "pcs"), ("6109.10", "XC7K325T FPGA development boards", "pcs"),
       ("", "GNSS receivers NEO-M8N", "pcs"), ("", "Wire EDM machine, used", "set")]
# Every 83rd shipment holds one of these: code, description, CAS number in its own column.
CHEMICALS = [("2933.39", "1-Boc-4-piperidone 98%, CAS 79099-07-3, 25 kg drum", ""), ("2905.11", "Methanol technical grade, 200 l drum", "67-56-1"),
             ("2933.39", "4-哌啶酮盐酸盐一水合物 98%", ""), ("3822.19", "Fentanyl urine test strips, 25 per box", ""), ("2915.90", "Organic acid chloride, tech.", "79-03-8"),
             ("2933.39", "Research intermediate, CAS: 41661-47-5", ""), ("3004.49", "Раствор фентанила цитрата для инъекций 0,05 мг/мл", "")]
LISTED = [("Arkadiy Zelentsoff", "ru"), ("Nordwerk Sever Plant LLC", "ru"), ("Shenzhen Luoyun Electronics Co., Ltd.", "cn"), ("ООО Нордверк Север Завод", "ru")]
USES = ["resale in the local market", "production of household appliances", "university laboratory", "repair of telecom network", "spare stock",
        "agricultural machinery", "medical devices"]
DARK = ["для нужд в/ч 34211", "development at the design bureau", "军工项目", "supply to the ministry of defence", "end user to be advised"]
FIELDS = ["shipment_id", "date", "from", "to", "via", "consignor", "consignor_country", "consignee", "consignee_country", "consignee_address",
          "consignee_registered", "notify", "end_user", "end_user_country", "forwarder", "vessel", "payer", "payer_country", "hs_code", "description",
          "quantity", "unit", "value", "currency", "net_weight_kg", "country_of_origin", "eccn", "cas", "end_use"]


def company(rng, country):
    return f"{rng.choice(STEMS)} {rng.choice(WORDS)} {rng.choice(KINDS[country])}"


def lines_of(rng):
    for _ in range(rng.choices([1, 2, 3], [6, 3, 1])[0]):
        if rng.random() < 0.06:
            code, text, unit = rng.choice(ODD)
            quantity, price, weight = rng.randint(1, 40), rng.uniform(20, 600), rng.uniform(0.5, 20)
        else:
            code, text, unit, low, high, weight = rng.choice(GOODS)
            quantity = 1 if low > 10000 else rng.choice([1, 2, 5, 10, 20] if low > 80 else [5, 10, 20, 50, 100, 500, 1000])
            price = rng.uniform(low, high)
        yield {"hs_code": code, "description": text, "quantity": quantity, "unit": unit, "value": f"{quantity * price:.2f}",
               "currency": rng.choice(["USD", "EUR", "CNY"]), "net_weight_kg": f"{quantity * weight:.3f}"}


def shipment(rng, number):
    origin, to = rng.choice(FROM), rng.choice(TO)
    while to == origin:
        to = rng.choice(TO)
    day = date(2023, 1, 2) + timedelta(days=rng.randrange(1000))
    common = {"shipment_id": f"S-{number:05d}", "date": day.isoformat(), "from": origin.upper(), "to": to.upper(),
              "consignor": company(rng, origin), "consignor_country": origin.upper(), "consignee": company(rng, to),
              "consignee_country": to.upper(), "forwarder": rng.choice(FORWARDERS) if rng.random() < 0.4 else "",
              "end_use": rng.choice(USES) if rng.random() < 0.7 else ""}
    if rng.random() < 0.5:
        common["end_user"], common["end_user_country"] = common["consignee"], to.upper()
    luck = rng.random()
    if luck < 0.02:
        common["consignee"], country = rng.choice(LISTED)
        common["consignee_country"] = country.upper()
    elif luck < 0.03:
        common["vessel"] = "BLUE HERON IX"
    elif luck < 0.06:
        common["consignee"] = rng.choice(FORWARDERS)
        common["end_user"] = common["end_user_country"] = ""
    elif luck < 0.09:
        common["end_use"] = rng.choice(DARK)
    elif luck < 0.14:
        common["via"] = rng.choice(["AE", "TR", "KZ", "HK", "AE;KG"])
    elif luck < 0.17:
        payer = rng.choice(["ae", "hk", "ch", "tr"])
        common["payer"], common["payer_country"] = company(rng, payer), payer.upper()
    elif luck < 0.20:
        common["consignee_address"] = f"P.O. Box {rng.randint(100, 99999)}"
    if rng.random() < 0.25:
        registered = date(2012, 1, 1) + timedelta(days=rng.randrange(4600))
        common["consignee_registered"] = min(registered, day).isoformat()
    made = origin if rng.random() < 0.8 else rng.choice(["us", "cn", "de", "jp", "tw"])
    for place, line in enumerate(lines_of(rng)):
        row = {**common, **line, "country_of_origin": made.upper(), "eccn": "EAR99" if rng.random() < 0.35 else ""}
        if number % 83 == 0 and place == 0:
            row["hs_code"], row["description"], row["cas"] = CHEMICALS[number // 83 % len(CHEMICALS)]
            row["eccn"] = ""
        yield row


def main():
    rng = random.Random(SEED)
    writer = csv.DictWriter(sys.stdout, FIELDS, restval="", lineterminator="\n")
    writer.writeheader()
    for number in range(1, int(sys.argv[1]) + 1 if len(sys.argv) > 1 else 1001):
        writer.writerows(shipment(rng, number))


if __name__ == "__main__":
    main()
