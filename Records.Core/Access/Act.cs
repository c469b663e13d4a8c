namespace Records.Core.Access;

/// <summary>
/// What a caller can want of a tenant's records (Befugnis). Every route names exactly one; what a role may do is
/// said in <see cref="Permissions"/> and nowhere else.
/// </summary>
public enum Act
{
    /// <summary>Read case files, matters, documents and the file plan, in lists, search and single.</summary>
    ReadCaseFile,

    /// <summary>Read who did what and when, and the proofs of it (Protokollinformation).</summary>
    ReadHistory,

    /// <summary>Change the file plan (Aktenplan): entries, retention, disposal type.</summary>
    ManageFilePlan,

    /// <summary>Decide what becomes of files in advance (Vorbewertung): the archive's one act of writing.</summary>
    Appraise,

    /// <summary>Change periods and disposal type of an active case file by hand.</summary>
    ChangeRetention,

    /// <summary>Set the last day of keeping of a closed case file by hand.</summary>
    SetRetentionEnd,

    /// <summary>Open a case file (Akte anlegen).</summary>
    OpenCaseFile,

    /// <summary>Change descriptive fields of a case file, matter or document.</summary>
    Describe,

    /// <summary>Open a matter (Vorgang anlegen).</summary>
    OpenMatter,

    /// <summary>File a document (Dokument zu den Akten nehmen) or a version of one.</summary>
    FileDocument,

    /// <summary>Close a matter (Vorgang abschließen).</summary>
    CloseMatter,

    /// <summary>Close a case file (zu den Akten verfügen).</summary>
    CloseCaseFile,

    /// <summary>Take a closed matter up again.</summary>
    ReopenMatter,

    /// <summary>Take a closed case file up again.</summary>
    ReopenCaseFile,

    /// <summary>Lock a case file, matter or document against editing (sperren).</summary>
    Lock,

    /// <summary>Take a lock off (entsperren).</summary>
    Unlock,

    /// <summary>Set, move, complete and drop resubmissions (Wiedervorlagen).</summary>
    Resubmit,

    /// <summary>Put a document away, and take it up again (weglegen).</summary>
    PutAway,

    /// <summary>Cancel a case file, matter or document, and undo it (stornieren).</summary>
    Cancel,

    /// <summary>Divide a case file by register sheets and lay matters on them (Registerblätter).</summary>
    Arrange,

    /// <summary>Say who has to do with a case file, matter or document (Beteiligte).</summary>
    NameParticipants,

    /// <summary>Refer from one object to another, and link an answer to what it answers (Verweise).</summary>
    Refer,

    /// <summary>Re-file a case file under another entry or to another unit (umschreiben).</summary>
    Refile,

    /// <summary>Re-file a document into another matter of its file (umschreiben).</summary>
    Move,

    /// <summary>Make one matter of several (zusammenführen).</summary>
    Merge,

    /// <summary>
    /// Ask for the deletion of a filing mistake, take that back, and confirm it as the person named (löschen).
    /// </summary>
    Delete,
    /// <summary>Start, change and end a route, lay out a circulation folder, skip a step (verfügen).</summary>
    Route,

    /// <summary>Do or reject a step of a route that is addressed to oneself (Verfügung erledigen).</summary>
    HandleStep,

    /// <summary>Co-sign, approve, reject or comment a version, or take note of it (mitzeichnen …).</summary>
    ActOnVersion,

    /// <summary>Final-sign a document (schlusszeichnen).</summary>
    FinalSign,

    /// <summary>Confirm that a document was dispatched (Versand bestätigen).</summary>
    ConfirmDispatch,
    /// <summary>Check a document out, save drafts of it and check it in (auschecken, einchecken).</summary>
    EditDocument,

    /// <summary>Take a checked-out document from whoever has it (Freigabe erzwingen).</summary>
    ReleaseCheckOut,
    /// <summary>Read what lies in the in-trays (Postkorb).</summary>
    ReadInTray,

    /// <summary>Put something into an in-tray.</summary>
    PutInTray,

    /// <summary>Put an entry of an in-tray elsewhere, turn it away, or register it as incoming.</summary>
    HandleInTray,

    /// <summary>Make the clean copy of a document, or undo that (finalisieren).</summary>
    FinaliseDocument,

    /// <summary>
    /// Convert a version to a long-term format, or retire what was made (in ein Langzeitformat umwandeln).
    /// </summary>
    ConvertDocument,

    /// <summary>File a copy of a document in which something is hidden (schwärzen).</summary>
    RedactDocument,

    /// <summary>Give somebody outside a bundle of a case file (Akteneinsicht gewähren).</summary>
    GiveInspection,

    /// <summary>Fetch a bundle that was given.</summary>
    FetchInspection,

    /// <summary>
    /// Run the machine: rebuild views, look at followers and queues. Not given to any role of the field.
    /// </summary>
    Operate,
}
