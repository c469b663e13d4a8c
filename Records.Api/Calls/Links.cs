using Records.Core.Access;
using Records.Core.CaseFiles;
using Records.Core.CaseFiles.Routing;
using Route = Records.Core.CaseFiles.Routing.Route;

namespace Records.Api.Calls;

/// <summary>
/// What may be done next, as links: offered when the rules would accept it now and the caller's role allows it. So an
/// app
/// shows "close" only when closing is possible.
/// </summary>
internal static class Links
{
    extension(Call call)
    {
        public string Root => $"/t/{call.Tenant.Name}/v1";

        public IReadOnlyDictionary<string, Link> LinksOf(Guid file, CaseFile state)
        {
            var self = $"{call.Root}/case-files/{file}";
            return call.Offered(CaseFileActs.OnCaseFile(state, call.Today, call.Tenant.Policy, call.Actor.Person), new()
            {
                ["self"] = (Act.ReadCaseFile, new(self)),
                ["history"] = (Act.ReadHistory, new($"{self}/history")),
                ["describe"] = (Act.Describe, new(self, "PATCH")),
                ["open-matter"] = (Act.OpenMatter, new($"{self}/matters", "POST")),
                ["add-sheet"] = (Act.Arrange, new($"{self}/sheets", "POST")),
                ["close"] = (Act.CloseCaseFile, new($"{self}/closing", "PUT")),
                ["reopen"] = (Act.ReopenCaseFile, new($"{self}/closing", "DELETE")),
                ["add-participant"] = (Act.NameParticipants, new($"{self}/participants", "POST")),
                ["add-reference"] = (Act.Refer, new($"{self}/references", "POST")),
                ["appraise"] = (Act.Appraise, new($"{self}/appraisal", "PUT")),
                ["change-retention"] = (Act.ChangeRetention, new($"{self}/retention", "PUT")),
                ["set-retention-end"] = (Act.SetRetentionEnd, new($"{self}/retention-end", "PUT")),
                ["lock"] = (Act.Lock, new($"{self}/lock", "PUT")),
                ["unlock"] = (Act.Unlock, new($"{self}/lock", "DELETE")),
                ["resubmit"] = (Act.Resubmit, new($"{self}/resubmissions", "POST")),
                ["cancel"] = (Act.Cancel, new($"{self}/cancellation", "PUT")),
                ["undo-cancellation"] = (Act.Cancel, new($"{self}/cancellation", "DELETE")),
                ["refile"] = (Act.Refile, new($"{self}/place", "PUT")),
                ["give-inspection"] = (Act.GiveInspection, new($"{self}/inspections", "POST")),
                ["merge"] = (Act.Merge, new($"{self}/matters/merging", "POST")),
                ["ask-for-deletion"] = (Act.Delete, new($"{self}/deletion", "PUT")),
                ["withdraw-deletion"] = (Act.Delete, new($"{self}/deletion", "DELETE")),
                ["confirm-deletion"] = (Act.Delete, new($"{self}/deletion/confirmation", "PUT")),
            });
        }

        public IReadOnlyDictionary<string, Link> LinksOf(Guid file, CaseFile state, Matter matter)
        {
            var self = $"{call.Root}/case-files/{file}/matters/{matter.Id.Value}";
            var acts = CaseFileActs.OnMatter(state, matter, call.Today, call.Tenant.Policy, call.Actor.Person);
            return call.Offered(acts, new()
            {
                ["self"] = (Act.ReadCaseFile, new(self)),
                ["up"] = (Act.ReadCaseFile, new($"{call.Root}/case-files/{file}"
                    + (matter.Parent is { } above ? $"/matters/{above.Value}" : ""))),
                ["describe"] = (Act.Describe, new(self, "PATCH")),
                ["open-matter"] = (Act.OpenMatter, new($"{self}/matters", "POST")),
                ["file-document"] = (Act.FileDocument, new($"{self}/documents", "POST")),
                ["insert-copy"] = (Act.FileDocument, new($"{self}/copies", "POST")),
                ["put-on-sheet"] = (Act.Arrange, new($"{self}/sheet", "PUT")),
                ["take-off-sheet"] = (Act.Arrange, new($"{self}/sheet", "DELETE")),
                ["start-route"] = (Act.Route, new($"{self}/routes", "POST")),
                ["prepare-circulation"] = (Act.Route, new($"{self}/circulations", "POST")),
                ["close"] = (Act.CloseMatter, new($"{self}/closing", "PUT")),
                ["reopen"] = (Act.ReopenMatter, new($"{self}/closing", "DELETE")),
                ["add-participant"] = (Act.NameParticipants, new($"{self}/participants", "POST")),
                ["add-reference"] = (Act.Refer, new($"{self}/references", "POST")),
                ["lock"] = (Act.Lock, new($"{self}/lock", "PUT")),
                ["unlock"] = (Act.Unlock, new($"{self}/lock", "DELETE")),
                ["resubmit"] = (Act.Resubmit, new($"{self}/resubmissions", "POST")),
                ["cancel"] = (Act.Cancel, new($"{self}/cancellation", "PUT")),
                ["undo-cancellation"] = (Act.Cancel, new($"{self}/cancellation", "DELETE")),
                ["move-to-case-file"] = (Act.Move, new($"{self}/case-file", "PUT")),
                ["ask-for-deletion"] = (Act.Delete, new($"{self}/deletion", "PUT")),
                ["withdraw-deletion"] = (Act.Delete, new($"{self}/deletion", "DELETE")),
                ["confirm-deletion"] = (Act.Delete, new($"{self}/deletion/confirmation", "PUT")),
            });
        }

        public IReadOnlyDictionary<string, Link> LinksOf(Guid file, CaseFile state, Document document)
        {
            var self = $"{call.Root}/case-files/{file}/documents/{document.Id.Value}";
            var acts = CaseFileActs.OnDocument(state, document, call.Today, call.Tenant.Policy, call.Actor.Person);
            return call.Offered(acts, new()
            {
                ["self"] = (Act.ReadCaseFile, new(self)),
                ["up"] = (Act.ReadCaseFile, new($"{call.Root}/case-files/{file}/matters/{document.Matter.Value}")),
                ["content"] = (Act.ReadCaseFile, new($"{self}/versions/{document.Newest}/content")),
                ["text"] = (Act.ReadCaseFile, new($"{self}/versions/{document.Newest}/text")),
                ["describe"] = (Act.Describe, new(self, "PATCH")),
                ["answer-incoming"] = (Act.Refer, new($"{self}/incoming", "PUT")),
                ["add-version"] = (Act.FileDocument, new($"{self}/versions", "POST")),
                ["add-participant"] = (Act.NameParticipants, new($"{self}/participants", "POST")),
                ["add-reference"] = (Act.Refer, new($"{self}/references", "POST")),
                ["start-route"] = (Act.Route, new($"{self}/routes", "POST")),
                ["act"] = (Act.ActOnVersion, new($"{self}/acts", "POST")),
                ["final-sign"] = (Act.FinalSign, new($"{self}/final-signature", "PUT")),
                ["confirm-dispatch"] = (Act.ConfirmDispatch, new($"{self}/dispatches", "POST")),
                ["lock"] = (Act.Lock, new($"{self}/lock", "PUT")),
                ["unlock"] = (Act.Unlock, new($"{self}/lock", "DELETE")),
                ["resubmit"] = (Act.Resubmit, new($"{self}/resubmissions", "POST")),
                ["check-out"] = (Act.EditDocument, new($"{self}/check-out", "PUT")),
                ["save-draft"] = (Act.EditDocument, new($"{self}/drafts", "POST")),
                ["check-in"] = (Act.EditDocument, new($"{self}/check-in", "POST")),
                ["abandon"] = (Act.EditDocument, new($"{self}/check-out", "DELETE")),
                ["release"] = (Act.ReleaseCheckOut, new($"{self}/check-out/release", "PUT")),
                ["finalise"] = (Act.FinaliseDocument, new($"{self}/finalising", "POST")),
                ["undo-finalising"] = (Act.FinaliseDocument, new($"{self}/finalising", "DELETE")),
                ["convert"] = (Act.ConvertDocument, new($"{self}/versions/{document.Newest}/conversion", "POST")),
                ["redact"] = (Act.RedactDocument, new($"{self}/redactions", "POST")),
                ["move"] = (Act.Move, new($"{self}/matter", "PUT")),
                ["move-to-case-file"] = (Act.Move, new($"{self}/case-file", "PUT")),
                ["put-away"] = (Act.PutAway, new($"{self}/put-away", "PUT")),
                ["take-up"] = (Act.PutAway, new($"{self}/put-away", "DELETE")),
                ["cancel"] = (Act.Cancel, new($"{self}/cancellation", "PUT")),
                ["undo-cancellation"] = (Act.Cancel, new($"{self}/cancellation", "DELETE")),
                ["ask-for-deletion"] = (Act.Delete, new($"{self}/deletion", "PUT")),
                ["withdraw-deletion"] = (Act.Delete, new($"{self}/deletion", "DELETE")),
                ["confirm-deletion"] = (Act.Delete, new($"{self}/deletion/confirmation", "PUT")),
            });
        }

        public IReadOnlyDictionary<string, Link> LinksOf(Guid file, CaseFile state, Route route)
        {
            var root = $"{call.Root}/case-files/{file}";
            var self = $"{root}/routes/{route.Id.Value}";
            var owner = route.Of.Kind is ObjectKind.Document ? "documents" : "matters";
            return call.Offered(CaseFileActs.OnRoute(state, route, call.Handler), new()
            {
                ["self"] = (Act.ReadCaseFile, new(self)),
                ["up"] = (Act.ReadCaseFile, new($"{root}/{owner}/{route.Of.Id}")),
                ["add-document"] = (Act.Route, new($"{self}/documents/{{document}}", "PUT")),
                ["start"] = (Act.Route, new($"{self}/start", "PUT")),
                ["change"] = (Act.Route, new($"{self}/steps", "PUT")),
                ["withdraw"] = (Act.Route, new($"{self}/withdrawal", "PUT")),
            });
        }

        public IReadOnlyDictionary<string, Link> LinksOf(Guid file, CaseFile state, Route route, StepId step)
        {
            var self = $"{call.Root}/case-files/{file}/routes/{route.Id.Value}/steps/{step.Value}";
            return call.Offered(CaseFileActs.OnStep(state, route, step, call.Handler), new()
            {
                ["handle"] = (Act.HandleStep, new($"{self}/handling", "PUT")),
                ["skip"] = (Act.Route, new($"{self}/skipping", "PUT")),
            });
        }

        private IReadOnlyDictionary<string, Link> Offered(
            IEnumerable<string> possible, Dictionary<string, (Act Act, Link Link)> all)
        {
            var acts = possible.ToHashSet();
            return all
                .Where(link => link.Value.Link.Method == "GET" || acts.Contains(link.Key))
                .Where(link => call.May(link.Value.Act))
                .ToDictionary(link => link.Key, link => link.Value.Link);
        }
    }
}
