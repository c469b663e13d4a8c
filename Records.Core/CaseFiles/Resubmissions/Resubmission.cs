using Records.Core.People;

namespace Records.Core.CaseFiles.Resubmissions;

/// <summary>A resubmission (Wiedervorlage) within a case file.</summary>
public readonly record struct ResubmissionId(Guid Value);

/// <summary>An open resubmission: the object comes back to the addressee on that day.</summary>
/// <param name="On">Due from the start of this day, where German law counts its days.</param>
public sealed record Resubmission(ResubmissionId Id, ObjectRef Of, DateOnly On, Addressee For);

/// <summary>What becomes of an open resubmission when its object, or one above, is closed (R26).</summary>
public abstract record ResubmissionChoice
{
    private ResubmissionChoice(ResubmissionId resubmission) => Resubmission = resubmission;

    /// <summary>Which one is spoken of.</summary>
    public ResubmissionId Resubmission { get; }

    /// <summary>It stays as it is: the closed object comes back on its day.</summary>
    public sealed record Keep(ResubmissionId Id) : ResubmissionChoice(Id);

    /// <summary>It comes back on another day.</summary>
    public sealed record Move(ResubmissionId Id, DateOnly On) : ResubmissionChoice(Id);

    /// <summary>It is not needed any more.</summary>
    public sealed record Drop(ResubmissionId Id) : ResubmissionChoice(Id);
}
