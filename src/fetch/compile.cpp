#include "fetch/compile.hpp"

#include <utility>

#include "snapshot/builder.hpp"

namespace weir::fetch {

tl::expected<Compiled, Fault> compile_lists(const std::vector<lists::LoadInput>& inputs,
                                            const std::map<std::string, std::string>& columns,
                                            const std::string& out, const CompileHandler& handler) {
  Compiled result;
  snapshot::Builder builder;
  tl::expected<void, Fault> added;
  lists::load_lists(
      inputs, columns,
      {.list =
           [&](const lists::ListInfo& info) {
             builder.describe_list(
                 {.id = info.list_id, .title = info.title, .publisher = info.publisher, .date = info.date});
           },
       .file =
           [&](const lists::LoadedFile& file) {
             builder.describe_file({.name = file.path,
                                    .list = file.list_id,
                                    .format = file.format,
                                    .bytes = file.bytes,
                                    .checksum = file.checksum});
           },
       .party =
           [&](Party&& party) {
             if (!added) return;  // a limit was reached; its Fault is returned below
             ++result.parties;
             result.names += party.names.size();
             added = builder.add(party);
           },
       .reject =
           [&](const std::string& list, lists::Reject&& reject) {
             ++result.rejects;
             builder.count_reject(list);
             handler.reject(reject);
           },
       .problem =
           [&](const Fault& fault) {
             ++result.problems;
             handler.problem(fault);
           },
       .note = handler.note});
  if (!added) return tl::unexpected(std::move(added.error()));
  if (result.parties == 0) {
    return tl::unexpected(
        Fault{.kind = FaultKind::BadFormat, .message = "no party was read, so no snapshot is written"});
  }
  auto id = builder.write(out);
  if (!id) return tl::unexpected(std::move(id.error()));
  result.id = std::move(*id);
  return result;
}

}  // namespace weir::fetch
