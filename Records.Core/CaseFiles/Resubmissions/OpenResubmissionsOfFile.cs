namespace Records.Core.CaseFiles.Resubmissions;

/// <summary>The open resubmissions of a case file, by the object they stand on.</summary>
public static class OpenResubmissionsOfFile
{
    extension(CaseFileBody body)
    {
        /// <summary>
        /// Those on the object and on all that lies in it, without those on what is cancelled: that does not come back.
        /// </summary>
        public IEnumerable<Resubmission> OpenResubmissions(ObjectRef of) =>
            body.Resubmissions.Values.Where(open => body.Lies(open.Of, of) && !body.IsCancelled(open.Of));

        private bool Lies(ObjectRef inner, ObjectRef outer) => outer.Kind switch
        {
            ObjectKind.CaseFile => true,
            _ when inner == outer => true,
            ObjectKind.Matter => body.MattersAbove(inner).Any(matter => matter.Id.Value == outer.Id),
            _ => false,
        };

        private bool IsCancelled(ObjectRef of) =>
            body.MattersAbove(of).Any(matter => matter.IsCancelled)
            || (of.Kind is ObjectKind.Document && body.Find(new DocumentId(of.Id!.Value))!.IsCancelled);

        private IEnumerable<Matter> MattersAbove(ObjectRef of) => of.Kind switch
        {
            ObjectKind.CaseFile => [],
            ObjectKind.Matter => body.Lineage(body.Find(new MatterId(of.Id!.Value))!),
            _ => body.Lineage(body.Find(body.Find(new DocumentId(of.Id!.Value))!.Matter)!),
        };
    }
}
