// Shipments from CSV and JSON.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "inputs/shipment.hpp"
#include "lists/byte_source.hpp"

namespace weir::inputs {
namespace {

struct Read {
  std::vector<Shipment> shipments;
  std::vector<lists::Reject> rejects;
  tl::expected<void, Fault> result;
};

Read read(std::string_view bytes, bool json, const ColumnMap& columns = {}) {
  Read out;
  const auto source = lists::from_memory("file", bytes);
  const ShipmentHandler handler{.shipment = [&](Shipment&& s) { out.shipments.push_back(std::move(s)); },
                                .reject = [&](lists::Reject&& r) { out.rejects.push_back(std::move(r)); }};
  out.result =
      json ? read_shipment_json(*source, columns, handler) : read_shipment_csv(*source, columns, handler);
  return out;
}

TEST(ShipmentCsv, RowsOfOneIdAreOneShipment) {
  const Read out = read(
      "Shipment ID,Shipper,Consignee,Consignee Country,To,HS Code,Description,Qty,Unit,Value,Currency\n"
      "A,One GmbH,Two LLC,AE,AE,8542.31,MCU,5,pcs,\"12,500.00\",EUR\n"
      "A,One GmbH,Two LLC,AE,AE,8482.10,bearings,7,pcs,20,EUR\n"
      "B,One GmbH,Three LLC,KZ,KZ,,parts,1,set,1,EUR\n",
      false);
  ASSERT_TRUE(out.result) << out.result.error().text();
  EXPECT_TRUE(out.rejects.empty());
  ASSERT_EQ(out.shipments.size(), 2U);
  EXPECT_EQ(out.shipments[0].lines.size(), 2U);
  EXPECT_EQ(out.shipments[0].parties.size(), 2U);
  EXPECT_EQ(out.shipments[0].lines[0].value, Number(12500));
  EXPECT_EQ(out.shipments[0].lines[0].quantity, "5 pcs");
  EXPECT_EQ(out.shipments[0].to, "ae");
  EXPECT_EQ(out.shipments[1].lines[0].code, "");
}

TEST(ShipmentCsv, BadFieldsAreNamedAndTheRestGoesOn) {
  const Read out = read(
      "id,consignee,to,description,value,date\n"
      "A,Two LLC,Atlantis,pumps,cheap,2024-13-45\n"
      ",,,,,\n"
      "B,Two LLC,DE,pumps,-5,2024-01-02,extra\n",
      false);
  ASSERT_TRUE(out.result);
  ASSERT_EQ(out.shipments.size(), 1U);
  std::vector<std::string> fields;
  for (const auto& reject : out.rejects) fields.push_back(reject.field);
  EXPECT_EQ(fields, (std::vector<std::string>{"to", "value", "date", "", ""}));
}

TEST(ShipmentCsv, ChemicalsHaveColumns) {
  const Read out = read(
      "id,consignee,description,CAS No.,SMILES,Substance\n"
      "A,Two LLC,powder,79099-07-3; 41661-47-6,CCO,4-Piperidone HCl\n"
      "B,Two LLC,,41661-47-6,,\n",
      false);
  ASSERT_TRUE(out.result);
  ASSERT_EQ(out.shipments.size(), 2U);
  EXPECT_EQ(out.shipments[0].lines[0].chemicals,
            (std::vector<std::string>{"cas:79099-07-3", "cas:41661-47-6", "smiles:CCO", "4-Piperidone HCl"}));
  EXPECT_EQ(out.shipments[1].lines.size(), 1U);  // a chemical alone is goods, too
}

TEST(ShipmentJson, PartiesOfOneRoleAndKeysOfLinesStandApart) {
  const Read out = read(
      R"([{"id": "A", "date": "2024-05-01", "parties": [{"role": "consignee", "name": "One"},
          {"role": "consignee", "name": "Two"}],
          "lines": [{"id": 7, "date": "2020-01-01", "description": "pumps", "to": "ru", "cas": ["41661-47-6"]}]}])",
      true);
  ASSERT_TRUE(out.result);
  ASSERT_EQ(out.shipments.size(), 1U);
  const Shipment& one = out.shipments[0];
  EXPECT_EQ(one.id, "A");
  EXPECT_EQ(one.to, "");
  EXPECT_EQ(one.date, Day{std::chrono::sys_days{std::chrono::year{2024} / 5 / 1}});
  ASSERT_EQ(one.parties.size(), 2U);
  EXPECT_EQ(one.parties[1].party.names.front().text, "Two");
  EXPECT_EQ(one.lines[0].chemicals, (std::vector<std::string>{"cas:41661-47-6"}));
}

TEST(ShipmentCsv, AColumnMapNamesOtherTitles) {
  const ColumnMap map{{"Empfaenger", "consignee"}, {"Ware", "description"}};
  EXPECT_TRUE(looks_like_shipment_csv("Nr;Empfaenger;Ware\n", map));
  const Read out = read("Nr;Empfaenger;Ware\n1;Zwei GmbH;Pumpe\n", false, map);
  ASSERT_EQ(out.shipments.size(), 1U);
  EXPECT_EQ(out.shipments[0].parties[0].role, "consignee");
}

TEST(ShipmentCsv, OtherTablesAreRefused) {
  EXPECT_FALSE(read("id,name,country\n1,x,de\n", false).result);
  EXPECT_FALSE(looks_like_shipment_csv("id,name,country\n"));
  EXPECT_FALSE(read("", false).result);
}

constexpr std::string_view kObject =
    R"({"id":"A","date":"2024-02-03","parties":[{"role":"consignor","name":"One"},{"role":"end_user","name":"Two","country":"AE"}],)"
    R"("route":{"from":"DE","to":"AE","via":["TR","KZ"]},"lines":[{"code":"8542.31","description":"MCU","value":12.5}],"documents":["x","y"]})";

TEST(ShipmentJson, ObjectsAreReadWhole) {
  for (const std::string& text :
       {std::string(kObject), std::string(kObject) + "\n" + std::string(kObject) + "\n",
        "[" + std::string(kObject) + "]"}) {
    const Read out = read(text, true);
    ASSERT_TRUE(out.result) << out.result.error().text();
    EXPECT_TRUE(out.rejects.empty());
    ASSERT_FALSE(out.shipments.empty());
    const Shipment& one = out.shipments.front();
    EXPECT_EQ(one.via, (std::vector<std::string>{"tr", "kz"}));
    EXPECT_EQ(one.parties.at(1).role, "end_user");
    EXPECT_EQ(one.lines.at(0).value, Number::parse("12.5"));
    EXPECT_EQ(one.documents.size(), 2U);
  }
}

TEST(ShipmentJson, BadObjectsAreRejectedAlone) {
  const Read out =
      read(std::string(kObject) + "\n{\"id\":\n[1,2]\n{\"parties\":3}\n" + std::string(kObject) + "\n", true);
  ASSERT_TRUE(out.result);
  EXPECT_EQ(out.shipments.size(), 2U);
  EXPECT_GE(out.rejects.size(), 3U);
  EXPECT_FALSE(read("[{]", true).result);
  EXPECT_FALSE(read("hello", true).result);
}

TEST(ShipmentReaders, AnyBytesAreAnswered) {
  EXPECT_TRUE(rc::check("no bytes break the readers", [](const std::string& bytes) {
    (void)read(bytes, true);
    (void)read("consignee,description,value,date,to\n" + bytes, false);
    (void)read("{" + bytes, true);
  }));
}

}  // namespace
}  // namespace weir::inputs
